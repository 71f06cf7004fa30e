package io.ssalmuk.quota;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How a request for permits can end. */
public sealed interface LeaseAnswer {

    /**
     * At least one permit, at most as many as were wanted.
     *
     * @param permits by the position of the ask that each is for
     */
    record Granted(Map<Integer, Permit> permits) implements LeaseAnswer {}

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

    /**
     * Some asks are more than any project's whole limits, and would wait for ever. Nothing was
     * granted, to the others neither: they are to be asked for without these.
     *
     * @param asks the positions of those that are too large
     * @param most the highest of each limit, over all projects
     */
    record TooLarge(Set<Integer> asks, Limits most) implements LeaseAnswer {}

    /** What a bucket lacks. */
    enum Reason {
        /** Requests in this minute. */
        MINUTE,
        /** Input tokens in this minute. */
        TOKENS,
        DAY,
        COOLDOWN
    }
}
