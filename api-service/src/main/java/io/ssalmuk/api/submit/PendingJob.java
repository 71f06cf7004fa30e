package io.ssalmuk.api.submit;

import io.ssalmuk.job.JobRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A job whose caller waits for its commit.
 *
 * @param answer empty when its key was used before
 */
record PendingJob(JobRequest job, CompletableFuture<Optional<Submitted>> answer) {

    static PendingJob of(JobRequest job) {
        return new PendingJob(job, new CompletableFuture<>());
    }

    void answer(Submitted submitted) {
        answer.complete(Optional.of(submitted));
    }

    int bytes() {
        return job.body().bytes().length;
    }
}
