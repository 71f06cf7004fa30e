package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as accepted from a client.
 *
 * @param model the model as the client named it
 * @param bucket the quota bucket that the model draws from
 * @param units request units that the call costs (batch embeddings cost one per text)
 * @param maxAttempts upstream failures that the job survives, plus one
 * @param body the upstream's REST body, kept as sent
 * @param replyTo where chunks go, if the answer is streamed
 */
public record JobRequest(
        JobId id,
        ClientId client,
        JobMethod method,
        String model,
        String bucket,
        Lane lane,
        int units,
        int maxAttempts,
        Instant createdAt,
        Body body,
        Optional<ReplyAddress> replyTo) {

    /** A job whose answer is kept, and streamed to nobody. */
    public JobRequest(
            JobId id,
            ClientId client,
            JobMethod method,
            String model,
            String bucket,
            Lane lane,
            int units,
            int maxAttempts,
            Instant createdAt,
            Body body) {
        this(
                id,
                client,
                method,
                model,
                bucket,
                lane,
                units,
                maxAttempts,
                createdAt,
                body,
                Optional.empty());
    }
}
