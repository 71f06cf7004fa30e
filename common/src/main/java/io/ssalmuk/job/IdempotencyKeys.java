package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ContentHash;
import java.time.Duration;
import java.util.Optional;

/** The keys under which jobs were submitted. {@link JobIntake} writes them with their jobs. */
public interface IdempotencyKeys {

    /** What this client used the key for; empty when it has not, or too long ago. */
    Optional<Use> find(ClientId client, String key);

    /** Forgets keys that are older than this, no more than so many; returns how many. */
    int forget(Duration age, int most);

    /** The job that was made, and the hash of the request for it. */
    record Use(JobId job, ContentHash request) {}
}
