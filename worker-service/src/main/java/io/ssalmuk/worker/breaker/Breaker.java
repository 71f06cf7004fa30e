package io.ssalmuk.worker.breaker;

import io.ssalmuk.pool.ModelPauses.Pause;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.Optional;

/** How one model stands, as this worker knows. Not thread-safe: a value that is replaced. */
sealed interface Breaker {

    /** Of the pauses of a trial: a model that is tried gets a call this often from each worker. */
    Duration BETWEEN_TRIALS = Duration.ofSeconds(5);

    /** Calls go out. */
    record Closed(Streak streak) implements Breaker {

        /** As far as anybody knows. */
        static final Closed WELL = new Closed(Streak.NONE);
    }

    /**
     * None does, until then; from then on one now and then.
     *
     * @param sinceNanos what was leased before says nothing of the model as it is
     * @param untilNanos of the pause, and then of the pause after each trial
     */
    record Open(long sinceNanos, long untilNanos, boolean tried) implements Breaker {}

    static Breaker open(Pause pause, long nanos) {
        return new Open(nanos, nanos + pause.left().toNanos(), false);
    }

    /** How long until a call may leave; empty when any may. */
    static Optional<Duration> pause(Breaker breaker, long nanos) {
        return switch (breaker) {
            case Closed _ -> Optional.empty();
            case Open(_, var until, _) -> Optional.of(Duration.ofNanos(Math.max(0, until - nanos)));
        };
    }

    /** A call was let go: the next one waits a little. */
    static Breaker afterTrial(Breaker breaker, long nanos) {
        return switch (breaker) {
            case Closed closed -> closed;
            case Open(var since, _, _) -> new Open(since, nanos + BETWEEN_TRIALS.toNanos(), true);
        };
    }

    /** What a failure makes of it; whether it should pause is asked afterwards. */
    static Breaker failed(Breaker breaker, ProjectId project, long nanos) {
        return switch (breaker) {
            case Closed(var streak) -> new Closed(streak.failed(project, nanos));
            case Open open -> open;
        };
    }
}
