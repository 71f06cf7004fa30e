package io.ssalmuk.api.result;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import java.net.URI;
import java.time.Instant;

/**
 * A job that has not ended yet, and where to ask for it.
 *
 * @param statusUrl relative to this API
 */
public record AcceptedDocument(
        String requestId, String status, String model, Instant createdAt, URI statusUrl) {

    public static AcceptedDocument of(JobId job, JobState state, String model, Instant createdAt) {
        return new AcceptedDocument(
                job.toString(), state.text(), model, createdAt, URI.create("/api/status/" + job));
    }
}
