package io.ssalmuk.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.api.result.JobDocument;
import io.ssalmuk.job.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list, without its answer. What does not apply to its state is left out.
 *
 * @param type the method that it calls, as Google's URLs spell it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobSummary(
        String requestId,
        String status,
        String type,
        String model,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        int attempts,
        @Nullable Instant deadline,
        @Nullable String retryOf,
        JobDocument.@Nullable Failure error) {

    static JobSummary of(Job job) {
        var whole = JobDocument.of(job);
        return new JobSummary(
                whole.requestId(),
                whole.status(),
                job.method().text(),
                whole.model(),
                whole.createdAt(),
                whole.startedAt(),
                whole.completedAt(),
                whole.attempts(),
                whole.deadline(),
                whole.retryOf(),
                whole.error());
    }
}
