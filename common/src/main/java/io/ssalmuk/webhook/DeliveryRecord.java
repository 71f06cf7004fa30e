package io.ssalmuk.webhook;

import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event at one address.
 *
 * @param job that ended; of a test, one that there is not
 * @param endpoint none if the job named the address itself
 * @param error why it is not delivered, or not yet
 * @param url the address that the job named
 * @param nextAttemptAt while it is pending; when the attempt in flight counts as lost, if there is
 *     one
 */
public record DeliveryRecord(
        DeliveryId id,
        JobId job,
        Optional<EndpointId> endpoint,
        Optional<String> url,
        EventType event,
        Status status,
        int attempts,
        @Nullable Attempt last,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant nextAttemptAt) {

    /** How far it has come. */
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED
    }

    /**
     * The last attempt.
     *
     * @param responseCode none if there was no answer
     */
    public record Attempt(Instant at, @Nullable Integer responseCode, Duration took) {}
}
