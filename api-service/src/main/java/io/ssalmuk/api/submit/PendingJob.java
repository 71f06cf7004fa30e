package io.ssalmuk.api.submit;

import io.ssalmuk.job.JobRequest;
import java.util.concurrent.CompletableFuture;

/** A job whose caller waits for its commit. */
record PendingJob(JobRequest job, CompletableFuture<Submitted> answer) {

    static PendingJob of(JobRequest job) {
        return new PendingJob(job, new CompletableFuture<>());
    }

    int bytes() {
        return job.body().bytes().length;
    }
}
