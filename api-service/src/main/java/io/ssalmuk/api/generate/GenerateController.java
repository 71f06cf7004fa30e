package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.api.forecast.Forecasts;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.result.AcceptedDocument;
import io.ssalmuk.api.result.JobDocument;
import io.ssalmuk.api.result.Results;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class GenerateController {

    private final ModelChoice models;
    private final Submissions submissions;
    private final Results results;
    private final NamedFiles files;
    private final Forecasts forecasts;

    GenerateController(
            ModelChoice models,
            Submissions submissions,
            Results results,
            NamedFiles files,
            Forecasts forecasts) {
        this.models = models;
        this.forecasts = forecasts;
        this.files = files;
        this.submissions = submissions;
        this.results = results;
    }

    @PostMapping(
            path = "/api/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> generate(
            ClientId client, @RequestBody(required = false) byte @Nullable [] body) {
        var order = GenerateOrder.read(JsonBody.read(body), results.longestWait());
        var model = models.find(order.model());
        forecasts.expect(model.bucket());
        var submission =
                new Submission(
                        client,
                        JobMethod.GENERATE_CONTENT,
                        model,
                        order.lane(),
                        1,
                        order.body(),
                        files.find(client, order.files()));
        return switch (submissions.submit(submission)) {
            case Submitted.Taken(var job) -> answer(job, order.patience());
            case Submitted.Unavailable _ -> throw Outage.refusal();
        };
    }

    private ResponseEntity<Object> answer(JobRequest job, Duration wait) {
        return wait.isZero()
                ? accepted(job, JobState.QUEUED, forecasts.accepted(job))
                : outcome(job, wait)
                        .map(now -> now.state().ended() ? ended(now) : accepted(job, now))
                        .orElseGet(() -> accepted(job, JobState.QUEUED, Optional.empty()));
    }

    /** Empty when it cannot be told: the job is accepted all the same, and its id must be told. */
    private Optional<Job> outcome(JobRequest job, Duration wait) {
        try {
            return results.await(job.id(), job.client(), wait);
        } catch (DataAccessException | TransactionException _) {
            return Optional.empty();
        }
    }

    /** 200 for a job that failed, too: the request for it did not. */
    private static ResponseEntity<Object> ended(Job job) {
        return ResponseEntity.ok(JobDocument.of(job));
    }

    private ResponseEntity<Object> accepted(JobRequest job, Job now) {
        var forecast =
                now.state() == JobState.QUEUED
                        ? forecasts.of(job.id())
                        : Optional.<Forecast>empty();
        return accepted(job, now.state(), forecast);
    }

    private static ResponseEntity<Object> accepted(
            JobRequest job, JobState state, Optional<Forecast> forecast) {
        var document = AcceptedDocument.of(job, state, forecast);
        return ResponseEntity.accepted().location(document.statusUrl()).body(document);
    }
}
