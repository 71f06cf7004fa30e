package io.ssalmuk.api.jobs;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.result.Results;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the job that a path names among its client's, and no others. */
@Component
final class OwnJobs {

    private final Results results;

    OwnJobs(Results results) {
        this.results = results;
    }

    Job find(ClientId client, String id) {
        return JobId.parse(id)
                .flatMap(job -> results.await(job, client, Duration.ZERO))
                .orElseThrow(OwnJobs::unknown);
    }

    /** As it is when it has ended, or when the wait is over. */
    Job await(ClientId client, JobId job, Duration wait) {
        return results.await(job, client, wait).orElseThrow(OwnJobs::unknown);
    }

    private static Refused unknown() {
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no job of yours with this id; GET /api/jobs lists them.");
    }
}
