package io.ssalmuk.worker.permit;

import io.ssalmuk.job.JobError;
import io.ssalmuk.quota.Permit;
import java.time.Duration;

/** How the wait for a permit can end. */
public sealed interface Grant {

    /** A permit, and one of this worker's places for calls until {@link PermitGate#leave}. */
    record Granted(Permit permit) implements Grant {}

    /** Never: the call is larger than any project's whole limits. */
    record Never(JobError why) implements Grant {}

    /** This worker has no place for the call soon, and another may have one. */
    record Elsewhere() implements Grant {}

    /** Not soon enough to keep the ticket in hand. */
    record Later(Duration pause) implements Grant {}
}
