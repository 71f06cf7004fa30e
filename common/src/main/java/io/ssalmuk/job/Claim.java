package io.ssalmuk.job;

/**
 * A job in a worker's hands.
 *
 * @param attempt the fence: only the holder of the newest attempt can end the job
 * @param failures upstream failures so far, this attempt not counted
 */
public record Claim(
        JobId job,
        int attempt,
        int failures,
        int maxAttempts,
        JobMethod method,
        String model,
        Ticket ticket,
        Body request) {}
