package io.ssalmuk.job;

import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the usage log keeps of the call that ended a job.
 *
 * @param project whose quota it drew from; none when there was no permit
 * @param timing none when nothing was sent
 */
public record CallFacts(@Nullable ProjectId project, @Nullable Timing timing, TokenUsage tokens) {

    /** Of a job that ended without a call. */
    public static final CallFacts NONE = new CallFacts(null, null, TokenUsage.NONE);

    public CallFacts with(TokenUsage counted) {
        return new CallFacts(project, timing, counted);
    }

    /**
     * When a call was made.
     *
     * @param leftNanos {@link System#nanoTime()} of this process when the first byte left
     * @param took from then to the last byte of the answer
     */
    public record Timing(long leftNanos, Duration took) {

        public Duration sinceLeft(long nanos) {
            return Duration.ofNanos(nanos - leftNanos);
        }
    }
}
