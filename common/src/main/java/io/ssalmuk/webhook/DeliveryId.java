package io.ssalmuk.webhook;

import java.util.Optional;
import java.util.UUID;

/** One event for one address: the {@code webhook-id} of every attempt to deliver it. */
public record DeliveryId(UUID value) {

    /** Reads an id as clients write it; empty when it is none of ours. */
    public static Optional<DeliveryId> parse(String text) {
        return Ids.parse(text).map(DeliveryId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
