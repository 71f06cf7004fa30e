package io.ssalmuk.webhook;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that a client wants to be told at.
 *
 * @param settings what its owner may change
 * @param failingSince since when nothing could be delivered; none while all is well
 * @param disabled when and why it was turned off by us, if it was
 * @param formerSecretUntil until when the secret before the current one is signed with too
 */
public record Endpoint(
        EndpointId id,
        ClientId owner,
        Settings settings,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Disabled disabled,
        @Nullable Instant formerSecretUntil) {

    /**
     * As its owner wants it.
     *
     * @param wholeResult whether it is sent a job's answer, or only where to find it
     */
    public record Settings(
            String url,
            Set<EventType> events,
            String description,
            boolean wholeResult,
            boolean active) {}

    /** That it was turned off. */
    public record Disabled(Instant at, String reason) {}
}
