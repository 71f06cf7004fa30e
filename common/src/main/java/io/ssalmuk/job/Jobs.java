package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.util.Optional;

/** Reads jobs for their owners. */
public interface Jobs {

    /** The job, with its result if it completed; empty when this client has no such job. */
    Optional<Job> find(JobId id, ClientId owner);
}
