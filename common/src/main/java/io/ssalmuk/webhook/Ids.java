package io.ssalmuk.webhook;

import java.util.Optional;
import java.util.UUID;

/** Reads ids. */
final class Ids {

    private Ids() {}

    static Optional<UUID> parse(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
