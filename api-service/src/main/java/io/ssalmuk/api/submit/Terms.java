package io.ssalmuk.api.submit;

import io.ssalmuk.job.JobExtras;
import io.ssalmuk.job.JobTerms;
import java.util.OptionalInt;

/**
 * On what terms a client submits a job.
 *
 * @param maxAttempts empty for the usual number
 */
public record Terms(OptionalInt maxAttempts, JobTerms job) {

    public static final Terms USUAL = new Terms(OptionalInt.empty(), JobTerms.USUAL);

    /** The same, with what the client adds for its own use. */
    public Terms with(JobExtras extras) {
        return new Terms(maxAttempts, job.with(extras));
    }
}
