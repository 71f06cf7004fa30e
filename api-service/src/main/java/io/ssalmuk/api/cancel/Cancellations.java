package io.ssalmuk.api.cancel;

import io.ssalmuk.job.JobId;

/** Ends jobs that nobody wants any more. */
public interface Cancellations {

    /**
     * Sees to it that the job ends, and returns at once. A job that ends by itself meanwhile ends
     * as it does.
     */
    void cancel(JobId job);
}
