package io.ssalmuk.quota;

import java.time.Duration;
import java.util.List;

/** How a request for permits can end. */
public sealed interface LeaseAnswer {

    /** At least one permit, at most as many as were asked for. */
    record Granted(List<Permit> permits) implements LeaseAnswer {}

    /**
     * None now.
     *
     * @param why what stands in the way of the bucket that comes free first
     * @param pause until it comes free, by the ledger's clock
     */
    record Exhausted(Reason why, Duration pause) implements LeaseAnswer {}

    /** Places are free, but another lease holds their rows this instant. */
    record Busy() implements LeaseAnswer {}

    /** No project can serve the bucket at all until somebody changes the pool. */
    record NoProject() implements LeaseAnswer {}

    /** What a bucket lacks. */
    enum Reason {
        MINUTE,
        DAY,
        COOLDOWN
    }
}
