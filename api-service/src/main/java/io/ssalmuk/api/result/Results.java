package io.ssalmuk.api.result;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.util.Optional;

/** Jobs as their owners see them. */
public interface Results {

    /**
     * The job as soon as it has ended, or as it stands when the wait is over; empty when this
     * client has no such job.
     *
     * @param wait no longer than {@link #longestWait}, however much longer is asked for
     */
    Optional<Job> await(JobId job, ClientId owner, Duration wait);

    Duration longestWait();
}
