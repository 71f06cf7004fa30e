package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.api.forecast.Forecasts;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.result.AcceptedDocument;
import io.ssalmuk.api.result.JobDocument;
import io.ssalmuk.api.result.Replay;
import io.ssalmuk.api.result.Results;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobState;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class GenerateController {

    private final Readers readers;
    private final Submissions submissions;
    private final Results results;
    private final Forecasts forecasts;

    GenerateController(
            Readers readers, Submissions submissions, Results results, Forecasts forecasts) {
        this.readers = readers;
        this.submissions = submissions;
        this.results = results;
        this.forecasts = forecasts;
    }

    /** What makes sense of a request. */
    @Component
    record Readers(ModelChoice models, NamedFiles files, TermsReader terms, JobWishes wishes) {}

    @PostMapping(
            path = "/api/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> generate(
            ClientId client,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        var root = JsonBody.read(body);
        var order = GenerateOrder.read(root, results.longestWait());
        var agreed = readers.terms().read(root, request).with(readers.wishes().read(client, root));
        var model = readers.models().find(order.model());
        forecasts.expect(model.bucket());
        var submission =
                new Submission(
                        client,
                        JobMethod.GENERATE_CONTENT,
                        model,
                        order.lane(),
                        1,
                        order.body(),
                        readers.files().find(client, order.files()));
        return switch (submissions.submit(submission.on(agreed))) {
            case Submitted.Taken(var job) -> answer(job, order.patience());
            case Submitted.Repeated(var job) -> repeated(job, client, order.patience());
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

    /** The job of the first request, as it is now; waited for, if that is asked for. */
    private ResponseEntity<Object> repeated(Job job, ClientId client, Duration wait) {
        var now = wait.isZero() ? job : results.await(job.id(), client, wait).orElse(job);
        return Replay.of(now, !wait.isZero(), forecast(now));
    }

    /** 200 for a job that failed, too: the request for it did not. */
    private static ResponseEntity<Object> ended(Job job) {
        return ResponseEntity.ok(JobDocument.of(job));
    }

    private ResponseEntity<Object> accepted(JobRequest job, Job now) {
        return accepted(job, now.state(), forecast(now));
    }

    private Optional<Forecast> forecast(Job now) {
        return now.state() == JobState.QUEUED ? forecasts.of(now.id()) : Optional.empty();
    }

    private static ResponseEntity<Object> accepted(
            JobRequest job, JobState state, Optional<Forecast> forecast) {
        var document = AcceptedDocument.of(job, state, forecast);
        return ResponseEntity.accepted().location(document.statusUrl()).body(document);
    }
}
