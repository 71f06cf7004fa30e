package io.ssalmuk.api.limit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import java.util.OptionalLong;

/** The jobs of a client that have not ended. */
public interface OpenJobs {

    /**
     * Counts a job that is about to be accepted.
     *
     * @return for how many more there is room; empty if there was none
     */
    OptionalLong take(ClientId client, JobId job, long limit);

    /** It was not accepted after all. */
    void giveBack(ClientId client, JobId job);
}
