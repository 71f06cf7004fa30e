package io.ssalmuk.job;

import java.util.List;

/** Ends what nobody has begun in time. */
public interface Deadlines {

    /**
     * Ends queued jobs whose deadline has passed, wherever they wait, no more than so many; answers
     * which. A job that runs is its worker's to end.
     */
    List<JobId> expireQueued(JobError why, int most);
}
