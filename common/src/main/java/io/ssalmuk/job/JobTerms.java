package io.ssalmuk.job;

import java.time.Instant;
import java.util.Optional;

/**
 * On what terms a job is taken.
 *
 * @param deadline after which nobody wants an answer any more
 * @param key under which its client may send the same request again
 */
public record JobTerms(Optional<Instant> deadline, Optional<IdempotencyKey> key) {

    /** A job waits for as long as it takes. */
    public static final JobTerms USUAL = new JobTerms(Optional.empty(), Optional.empty());
}
