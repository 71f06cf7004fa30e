package io.ssalmuk.api.jobs;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import java.net.URI;
import java.time.Instant;

/**
 * A new job that was made of an ended one.
 *
 * @param statusUrl relative to this API
 * @param retryOf the ended one
 */
record RetriedDocument(
        String requestId,
        String status,
        String model,
        Instant createdAt,
        URI statusUrl,
        String retryOf) {

    static RetriedDocument of(JobId made, Job old, Instant createdAt) {
        return of(made, JobState.QUEUED, old, createdAt);
    }

    /** Of one that was made before. */
    static RetriedDocument again(Job made, Job old) {
        return of(made.id(), made.state(), old, made.createdAt());
    }

    private static RetriedDocument of(JobId made, JobState state, Job old, Instant createdAt) {
        return new RetriedDocument(
                made.toString(),
                state.text(),
                old.model(),
                createdAt,
                URI.create("/api/status/" + made),
                old.id().toString());
    }
}
