package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.Job;

/** Finds out what a request is that names a key which was used before. */
public interface Repeats {

    /**
     * The job that the key made, as it stands now. Refused is a key that was used for another
     * request, or whose job is gone.
     */
    Job find(ClientId client, IdempotencyKey key);
}
