package io.ssalmuk.api.jobs;

import io.ssalmuk.api.cancel.Cancellations;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.result.JobDocument;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobState;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Cancels a job, and waits a moment for the worker that may have it. */
@Component
final class CancelDesk {

    /** A worker that hears of it has ended its call within one; nobody should wait much longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OwnJobs jobs;
    private final Cancellations cancellations;

    CancelDesk(OwnJobs jobs, Cancellations cancellations) {
        this.jobs = jobs;
        this.cancellations = cancellations;
    }

    /** 200 when it is cancelled, 202 when that takes longer; it is pursued all the same. */
    ResponseEntity<JobDocument> cancel(ClientId client, String id) {
        var job = jobs.find(client, id);
        if (job.state().ended()) {
            throw tooLate(job);
        }
        if (cancellations.cancelQueued(job.id())) {
            return answer(jobs.find(client, id));
        }
        cancellations.cancel(job.id());
        return answer(jobs.await(client, job.id(), PATIENCE));
    }

    private static ResponseEntity<JobDocument> answer(Job now) {
        return switch (now.state()) {
            case CANCELLED -> ResponseEntity.ok(JobDocument.of(now));
            case QUEUED, PROCESSING -> ResponseEntity.accepted().body(JobDocument.of(now));
            case COMPLETED, FAILED, EXPIRED -> throw tooLate(now);
        };
    }

    private static Refused tooLate(Job job) {
        return Refused.of(
                HttpStatus.CONFLICT,
                job.state() == JobState.CANCELLED
                        ? "The job is cancelled already."
                        : "The job has ended already, as %s; GET /api/status/%s has it."
                                .formatted(job.state().text(), job.id()));
    }
}
