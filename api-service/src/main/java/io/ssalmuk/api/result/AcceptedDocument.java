package io.ssalmuk.api.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobState;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job that has not ended yet, and where to ask for it.
 *
 * @param statusUrl relative to this API
 * @param position how many jobs go before it, about, while it waits
 * @param eta when it will have ended, about, while it waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptedDocument(
        String requestId,
        String status,
        String model,
        Instant createdAt,
        URI statusUrl,
        @Nullable Long position,
        @Nullable Instant eta) {

    public static AcceptedDocument of(JobRequest job, JobState state, Optional<Forecast> forecast) {
        return of(job.id(), state, job.model(), job.createdAt(), forecast);
    }

    /** Of one that was accepted before. */
    static AcceptedDocument of(Job job, Optional<Forecast> forecast) {
        return of(job.id(), job.state(), job.model(), job.createdAt(), forecast);
    }

    private static AcceptedDocument of(
            JobId job,
            JobState state,
            String model,
            Instant createdAt,
            Optional<Forecast> forecast) {
        return new AcceptedDocument(
                job.toString(),
                state.text(),
                model,
                createdAt,
                URI.create("/api/status/" + job),
                forecast.map(Forecast::position).orElse(null),
                forecast.map(Forecast::eta).orElse(null));
    }
}
