package io.ssalmuk.file;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** A UUIDv7, so that a client's files sort by the time of their upload. */
public record FileId(UUID value) {

    public static FileId next() {
        return new FileId(UuidCreator.getTimeOrderedEpoch());
    }

    /** Reads an id as clients write it; empty when it is none of ours. */
    public static Optional<FileId> parse(String text) {
        try {
            return text.length() == 36
                    ? Optional.of(new FileId(UUID.fromString(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
