package io.ssalmuk.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One job of {@link InMemoryJobs}, at one moment. */
record InMemoryJob(JobRequest request, Job job, int failures, Place place) {

    /** Where a job is. */
    sealed interface Place {
        record Waiting() implements Place {}

        record Ticketed(boolean confirmed, Instant placedAt) implements Place {}

        record Parked(Instant due) implements Place {}

        record Claimed(Claimant by, boolean streaming) implements Place {}

        record Ended() implements Place {}
    }

    static InMemoryJob accepted(JobRequest request, Place place) {
        var job =
                new Job(
                        request.id(),
                        request.method(),
                        request.model(),
                        JobState.QUEUED,
                        0,
                        request.createdAt(),
                        null,
                        null,
                        null,
                        null,
                        request.terms().deadline().orElse(null),
                        null,
                        request.terms().extras().metadata().orElse(null));
        return new InMemoryJob(request, job, 0, place);
    }

    static Line line(JobRequest request) {
        return new Line(request.bucket(), request.lane());
    }

    Line line() {
        return line(request);
    }

    Ticket ticket() {
        return request.ticket();
    }

    Claim claim(Instant now) {
        return new Claim(
                request.id(),
                job.attempt(),
                failures,
                request.maxAttempts(),
                request.method(),
                request.model(),
                ticket(),
                request.body(),
                request.replyTo(),
                request.terms().deadline().map(deadline -> Duration.between(now, deadline)),
                request.terms().extras().metadata());
    }

    boolean due(Instant now) {
        return request.terms().deadline().filter(deadline -> !deadline.isAfter(now)).isPresent();
    }

    boolean waiting() {
        return place instanceof Place.Waiting;
    }

    boolean ticketed() {
        return place instanceof Place.Ticketed;
    }

    boolean queued() {
        return job.state() == JobState.QUEUED;
    }

    InMemoryJob at(Place next) {
        return new InMemoryJob(request, job, failures, next);
    }

    InMemoryJob confirmed() {
        return place instanceof Place.Ticketed(var _, var placedAt)
                ? at(new Place.Ticketed(true, placedAt))
                : this;
    }

    InMemoryJob claimed(Claimant by, Instant now) {
        var started = job.startedAt() == null ? now : job.startedAt();
        return with(JobState.PROCESSING, job.attempt() + 1, started)
                .at(new Place.Claimed(by, false));
    }

    InMemoryJob queued(int moreFailures, Place next) {
        var queued = with(JobState.QUEUED, job.attempt(), job.startedAt());
        return new InMemoryJob(request, queued.job(), failures + moreFailures, next);
    }

    private InMemoryJob with(JobState state, int attempt, @Nullable Instant startedAt) {
        var next =
                new Job(
                        job.id(),
                        job.method(),
                        job.model(),
                        state,
                        attempt,
                        job.createdAt(),
                        startedAt,
                        null,
                        null,
                        null,
                        job.deadline(),
                        job.retryOf(),
                        job.metadata());
        return new InMemoryJob(request, next, failures, place);
    }

    InMemoryJob streaming() {
        return place instanceof Place.Claimed(var by, var _)
                ? at(new Place.Claimed(by, true))
                : this;
    }

    boolean streams() {
        return place instanceof Place.Claimed(var _, var streaming) && streaming;
    }

    InMemoryJob cancelled(Instant now) {
        return ended(JobState.CANCELLED, now, null, null);
    }

    InMemoryJob completed(Body result, Instant now) {
        return ended(JobState.COMPLETED, now, null, result);
    }

    InMemoryJob failed(JobError error, Instant now) {
        return ended(JobState.FAILED, now, error, null);
    }

    InMemoryJob expired(JobError error, Instant now) {
        return ended(JobState.EXPIRED, now, error, null);
    }

    private InMemoryJob ended(
            JobState state, Instant now, @Nullable JobError error, @Nullable Body result) {
        var ended =
                new Job(
                        job.id(),
                        job.method(),
                        job.model(),
                        state,
                        job.attempt(),
                        job.createdAt(),
                        job.startedAt(),
                        now,
                        error,
                        result,
                        job.deadline(),
                        job.retryOf(),
                        job.metadata());
        return new InMemoryJob(request, ended, failures, new Place.Ended());
    }
}
