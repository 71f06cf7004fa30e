package io.ssalmuk.job;

import java.time.Instant;
import java.util.Optional;

/**
 * On what terms a job is taken.
 *
 * @param deadline after which nobody wants an answer any more
 * @param key under which its client may send the same request again
 * @param extras what its client added for its own use
 */
public record JobTerms(Optional<Instant> deadline, Optional<IdempotencyKey> key, JobExtras extras) {

    /** A job waits for as long as it takes. */
    public static final JobTerms USUAL = new JobTerms(Optional.empty(), Optional.empty());

    /** Terms of a job to which its client added nothing. */
    public JobTerms(Optional<Instant> deadline, Optional<IdempotencyKey> key) {
        this(deadline, key, JobExtras.NONE);
    }

    /** The same, with what the client added. */
    public JobTerms with(JobExtras more) {
        return new JobTerms(deadline, key, more);
    }
}
