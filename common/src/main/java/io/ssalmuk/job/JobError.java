package io.ssalmuk.job;

import org.jspecify.annotations.Nullable;

/**
 * Why a job did not complete.
 *
 * @param code a word that programs can compare, such as {@code INVALID_ARGUMENT}
 * @param upstreamStatus the HTTP status that Google answered with; none when it was not asked
 * @param message a sentence that a person can act on; Gemini keys are redacted
 */
public record JobError(String code, @Nullable Integer upstreamStatus, String message) {

    /** Of a job that expired. */
    public static final JobError DEADLINE_EXCEEDED =
            new JobError(
                    "DEADLINE_EXCEEDED",
                    null,
                    "The job's deadline passed before there was an answer");
}
