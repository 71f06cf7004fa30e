package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Reads jobs for their owners. */
public interface Jobs {

    /** The job, with its result if it completed; empty when this client has no such job. */
    Optional<Job> find(JobId id, ClientId owner);

    /** Which of these jobs have ended; for those who wait, so it asks for no owner. */
    Set<JobId> ended(Collection<JobId> jobs);
}
