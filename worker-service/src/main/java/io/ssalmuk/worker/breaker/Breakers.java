package io.ssalmuk.worker.breaker;

import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.gemini.CallOutcome;
import java.time.Duration;
import java.util.Optional;

/** One breaker per model, the same for all workers but for a moment. */
public interface Breakers {

    /** How long until a call of the model may leave, and then only one; empty when any may. */
    Optional<Duration> pause(String bucket);

    /** Says that one call is let go although the model has not been found well. */
    void tried(String bucket);

    /** How a call ended. */
    void ended(Permit permit, CallOutcome outcome);
}
