package io.ssalmuk.job;

import java.time.Duration;
import java.util.Optional;

/**
 * A job in a worker's hands.
 *
 * @param attempt the fence: only the holder of the newest attempt can end the job
 * @param failures upstream failures so far, this attempt not counted
 * @param replyTo where chunks go, if the answer is streamed
 * @param timeLeft how long after the claim the job's deadline passes, if it has one
 * @param metadata what the client said of the job, which its end is told with
 */
public record Claim(
        JobId job,
        int attempt,
        int failures,
        int maxAttempts,
        JobMethod method,
        String model,
        Ticket ticket,
        Body request,
        Optional<ReplyAddress> replyTo,
        Optional<Duration> timeLeft,
        Optional<Body> metadata) {

    /** Of a job that has no deadline, and of which its client said nothing. */
    public Claim(
            JobId job,
            int attempt,
            int failures,
            int maxAttempts,
            JobMethod method,
            String model,
            Ticket ticket,
            Body request,
            Optional<ReplyAddress> replyTo) {
        this(
                job,
                attempt,
                failures,
                maxAttempts,
                method,
                model,
                ticket,
                request,
                replyTo,
                Optional.empty(),
                Optional.empty());
    }

    /** Of a job whose answer is streamed to nobody. */
    public Claim(
            JobId job,
            int attempt,
            int failures,
            int maxAttempts,
            JobMethod method,
            String model,
            Ticket ticket,
            Body request) {
        this(job, attempt, failures, maxAttempts, method, model, ticket, request, Optional.empty());
    }
}
