package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as accepted from a client.
 *
 * @param model the model as the client named it
 * @param bucket the quota bucket that the model draws from
 * @param units request units that the call costs (batch embeddings cost one per text)
 * @param maxAttempts upstream failures that the job survives, plus one
 * @param body the upstream's REST body, kept as sent
 * @param files what belongs in the body where their markers stand
 * @param replyTo where chunks go, if the answer is streamed
 * @param tokens the body's input tokens by the published rates
 * @param terms its deadline, and the key that its client gave it
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
        List<JobFile> files,
        Optional<ReplyAddress> replyTo,
        long tokens,
        JobTerms terms) {

    /** A job on the usual terms. */
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
            Body body,
            List<JobFile> files,
            Optional<ReplyAddress> replyTo,
            long tokens) {
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
                files,
                replyTo,
                tokens,
                JobTerms.USUAL);
    }

    /** A job without files, whose answer is kept, and streamed to nobody; of hardly any tokens. */
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
                List.of(),
                Optional.empty(),
                1);
    }

    /** The same on other terms. */
    public JobRequest on(JobTerms others) {
        return new JobRequest(
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
                files,
                replyTo,
                tokens,
                others);
    }

    /** The same once it is written down: who waits for its end need not hold its body. */
    public JobRequest withoutBody() {
        return new JobRequest(
                id,
                client,
                method,
                model,
                bucket,
                lane,
                units,
                maxAttempts,
                createdAt,
                new Body(new byte[0]),
                files,
                replyTo,
                tokens,
                terms);
    }

    /** What the broker is to carry for it. */
    public Ticket ticket() {
        return new Ticket(id, new Line(bucket, lane), units, tokens, Optional.of(client));
    }
}
