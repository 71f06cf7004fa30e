package io.ssalmuk.pool;

import java.time.Duration;
import java.util.List;

/**
 * The models that the upstream has no capacity for at all, cluster-wide: calls of them pause. A
 * pause that is over goes on as a trial, until a call succeeds.
 */
public interface ModelPauses {

    /**
     * A model failed whoever called it. It pauses for longer each time that it fails again within
     * minutes; a pause that goes on is not made longer.
     */
    Pause begin(String bucket);

    /** A call succeeded. Without effect when there is no pause. */
    void end(String bucket);

    /** The pauses and trials that go on; those that nobody has cared for in an hour are not. */
    List<Pause> all();

    /**
     * A pause, or a trial.
     *
     * @param trips how often in a row it has begun
     * @param left until calls are tried; zero during a trial
     */
    record Pause(String bucket, int trips, Duration left) {}
}
