package io.ssalmuk.api.result;

import io.ssalmuk.job.JobId;

/** Tells of jobs that may have ended. */
public interface Ends {

    /**
     * Runs the action whenever there is reason to look at the job: at its end, and now and then
     * without one.
     *
     * @param action must not wait for anything
     */
    Watch watch(JobId job, Runnable action);

    /** To be closed when the job is of no interest any more. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
