package io.ssalmuk.api.stream;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobState;
import java.time.Duration;

/**
 * A job has ended, and its stream has not heard of it. The last messages may still be on their way,
 * so they are waited for: a moment for a failure, whose message matters little, and longer for an
 * answer that is whole.
 */
record Verdict(Ending ending, long deadlineNanos) {

    private static final Duration FOR_THE_WHOLE = Duration.ofSeconds(3);
    private static final Duration FOR_A_FAILURE = Duration.ofMillis(200);

    static Verdict of(Job job, long nowNanos) {
        var patience = job.state() == JobState.COMPLETED ? FOR_THE_WHOLE : FOR_A_FAILURE;
        return new Verdict(Ending.of(job), nowNanos + patience.toNanos());
    }

    boolean isDue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    Duration left(long nowNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - nowNanos));
    }
}
