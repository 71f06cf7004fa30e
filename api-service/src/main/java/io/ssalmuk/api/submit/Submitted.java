package io.ssalmuk.api.submit;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobRequest;

/** How submitting can end. */
public sealed interface Submitted {

    /** The job is committed; its body is in the database, and not here any more. */
    record Taken(JobRequest job) implements Submitted {}

    /**
     * Its key was used before, for the same request: this is the job of that time, as it is now.
     */
    record Repeated(Job job) implements Submitted {}

    /** The database is away. The job may be committed all the same, if it went away just now. */
    record Unavailable() implements Submitted {}
}
