package io.ssalmuk.api.submit;

import io.ssalmuk.job.JobRequest;

/** How submitting can end. */
public sealed interface Submitted {

    /** The job is committed. */
    record Taken(JobRequest job) implements Submitted {}

    /** The database is away. The job may be committed all the same, if it went away just now. */
    record Unavailable() implements Submitted {}
}
