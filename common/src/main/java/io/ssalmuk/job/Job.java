package io.ssalmuk.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job's state as its owner sees it.
 *
 * @param attempt how often a worker took the job up
 * @param startedAt when a worker first took it up
 * @param error present when the job failed or expired
 * @param result Google's whole answer, present when the job completed
 * @param deadline after which it is not begun any more; none for most jobs
 * @param retryOf the ended job that it is another try of
 * @param metadata what its client said about it, if anything
 */
public record Job(
        JobId id,
        JobMethod method,
        String model,
        JobState state,
        int attempt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable JobError error,
        @Nullable Body result,
        @Nullable Instant deadline,
        @Nullable JobId retryOf,
        @Nullable Body metadata) {

    /** A job without a deadline, and for the first time. */
    public Job(
            JobId id,
            JobMethod method,
            String model,
            JobState state,
            int attempt,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable JobError error,
            @Nullable Body result) {
        this(
                id, method, model, state, attempt, createdAt, startedAt, endedAt, error, result,
                null, null, null);
    }
}
