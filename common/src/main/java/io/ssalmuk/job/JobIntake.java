package io.ssalmuk.job;

import java.util.List;

/** Where accepted jobs are made durable. */
public interface JobIntake {

    /**
     * Commits all of these jobs or none; when it returns they are durable. Left out is only a job
     * whose idempotency key its client has used before, be it in the same batch: of two intakes at
     * once, the second waits for the first one's commit.
     *
     * <p>A job is ticketed at once if nobody's jobs wait to be admitted to its queue, its client
     * has fewer than {@link Admissions#CLIENT_TICKETS} tickets there and all clients together fewer
     * than {@link Admissions#LINE_TICKETS}; otherwise only a client's first one is.
     */
    List<Accepted> accept(List<JobRequest> jobs);
}
