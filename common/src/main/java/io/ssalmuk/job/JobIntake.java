package io.ssalmuk.job;

import java.util.List;

/** Where accepted jobs are made durable. */
public interface JobIntake {

    /**
     * Commits all of these jobs or none; when it returns they are durable.
     *
     * <p>A job is ticketed at once while its client has fewer than {@link
     * Admissions#CLIENT_TICKETS} tickets in its queue and none of its jobs waits to be admitted.
     */
    List<Accepted> accept(List<JobRequest> jobs);
}
