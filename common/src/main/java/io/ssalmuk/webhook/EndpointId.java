package io.ssalmuk.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** Which endpoint of a client. */
public record EndpointId(UUID value) {

    public static EndpointId next() {
        return new EndpointId(UuidCreator.getTimeOrderedEpoch());
    }

    /** Reads an id as clients write it; empty when it is none of ours. */
    public static Optional<EndpointId> parse(String text) {
        return Ids.parse(text).map(EndpointId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
