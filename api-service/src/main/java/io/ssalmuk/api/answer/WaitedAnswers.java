package io.ssalmuk.api.answer;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.api.forecast.Forecasts;
import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.result.AcceptedDocument;
import io.ssalmuk.api.result.Replay;
import io.ssalmuk.api.result.Results;
import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.api.submit.Models;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobState;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

@Component
final class WaitedAnswers implements DirectAnswers {

    private final Models models;
    private final Submissions submissions;
    private final Results results;
    private final Forecasts forecasts;

    WaitedAnswers(Models models, Submissions submissions, Results results, Forecasts forecasts) {
        this.forecasts = forecasts;
        this.models = models;
        this.submissions = submissions;
        this.results = results;
    }

    @Override
    public KnownModel model(String name, JobMethod method, String inability) {
        return switch (models.find(name, method)) {
            case Models.Lookup.Found(var model) -> model;
            case Models.Lookup.Unable(var able) ->
                    throw refuse("model '%s' %s".formatted(name, inability), name, able);
            case Models.Lookup.Unknown(var known) ->
                    throw refuse("model '%s' is unknown".formatted(Field.brief(name)), name, known);
        };
    }

    private static Refused refuse(String why, String name, Collection<String> known) {
        var hint = CloseNames.hint(name, known);
        return Refused.field("model", why + (hint.isEmpty() ? "." : hint));
    }

    @Override
    public ResponseEntity<Object> answer(Submission submission, Function<Job, Object> document) {
        return switch (submissions.submit(submission)) {
            case Submitted.Taken(var job) ->
                    outcome(job)
                            .map(now -> answer(job, now, document))
                            .orElseGet(() -> accepted(job, JobState.QUEUED));
            case Submitted.Repeated(var job) -> repeated(job, submission.client(), document);
            case Submitted.Unavailable _ -> throw Outage.refusal();
        };
    }

    /** The first request's job, as the first request would be answered now. */
    private ResponseEntity<Object> repeated(
            Job job, ClientId client, Function<Job, Object> document) {
        var now = results.await(job.id(), client, results.longestWait()).orElse(job);
        return switch (now.state()) {
            case QUEUED, PROCESSING -> Replay.of(now, true, forecast(job.id(), now.state()));
            case COMPLETED -> Replay.mark(ResponseEntity.ok(document.apply(now)));
            case FAILED, CANCELLED, EXPIRED -> Replay.mark(JobProblem.of(now));
        };
    }

    /** Empty when it cannot be told: the job is accepted all the same, and its id must be told. */
    private Optional<Job> outcome(JobRequest job) {
        try {
            return results.await(job.id(), job.client(), results.longestWait());
        } catch (DataAccessException | TransactionException _) {
            return Optional.empty();
        }
    }

    private ResponseEntity<Object> answer(JobRequest job, Job now, Function<Job, Object> document) {
        return switch (now.state()) {
            case QUEUED, PROCESSING -> accepted(job, now.state());
            case COMPLETED -> ResponseEntity.ok(document.apply(now));
            case FAILED, CANCELLED, EXPIRED -> JobProblem.of(now);
        };
    }

    private ResponseEntity<Object> accepted(JobRequest job, JobState state) {
        var document = AcceptedDocument.of(job, state, forecast(job.id(), state));
        return ResponseEntity.accepted().location(document.statusUrl()).body(document);
    }

    private Optional<Forecast> forecast(JobId job, JobState state) {
        return state == JobState.QUEUED ? forecasts.of(job) : Optional.empty();
    }
}
