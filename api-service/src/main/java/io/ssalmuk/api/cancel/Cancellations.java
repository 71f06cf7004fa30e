package io.ssalmuk.api.cancel;

import io.ssalmuk.job.JobId;
import java.util.Collection;

/** Ends jobs that nobody wants any more. */
public interface Cancellations {

    /** Ends the job at once if no worker has it; false if one has, or it has ended. */
    boolean cancelQueued(JobId job);

    /** Tells whoever waits for them that these jobs are cancelled; returns at once. */
    void told(Collection<JobId> cancelled);

    /**
     * Sees to it that the job ends, and returns at once. A job that ends by itself meanwhile ends
     * as it does.
     */
    void cancel(JobId job);
}
