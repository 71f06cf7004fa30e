package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.Permit;
import java.time.Duration;

/** How the wait for a permit can end. */
public sealed interface Grant {

    /** A permit, and one of this worker's places for calls until {@link PermitGate#leave}. */
    record Granted(Permit permit) implements Grant {}

    /** Not soon enough to keep the ticket in hand. */
    record Later(Duration pause) implements Grant {}
}
