package io.ssalmuk.api.result;

import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.api.forecast.Forecasts;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatusController {

    private final Results results;
    private final Forecasts forecasts;

    StatusController(Results results, Forecasts forecasts) {
        this.results = results;
        this.forecasts = forecasts;
    }

    @GetMapping(
            path = {"/api/status/{id}", "/api/jobs/{id}"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    JobDocument status(
            ClientId client,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String wait) {
        var most = wait == null ? Duration.ZERO : seconds(wait);
        return JobId.parse(id)
                .flatMap(job -> results.await(job, client, most))
                .map(job -> JobDocument.of(job, forecast(job)))
                .orElseThrow(() ->
                        Refused.of(
                                HttpStatus.NOT_FOUND,
                                "There is no job of yours with this id; use the request_id that"
                                        + " the submission was answered with."));
    }

    private Optional<Forecast> forecast(Job job) {
        return job.state() == JobState.QUEUED ? forecasts.of(job.id()) : Optional.empty();
    }

    private static Duration seconds(String wait) {
        try {
            return Waits.ofSeconds(Double.parseDouble(wait)).orElseThrow(StatusController::badWait);
        } catch (NumberFormatException _) {
            throw badWait();
        }
    }

    private static Refused badWait() {
        return Refused.field("wait", "wait must be a number of seconds, such as 30.");
    }
}
