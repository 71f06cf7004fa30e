package io.ssalmuk.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What became of calls, per minute: cheap enough to be kept for all of them. */
public interface CallTally {

    /** Outcome of a call that was answered, or refused because of its request. */
    String SERVED = "served";

    /** Adds to the current minute. */
    void add(Collection<Count> counts);

    /** The sums of the last while, by bucket and outcome, with the minutes that had calls. */
    List<Sum> since(Duration ago);

    /** Drops what is older. */
    void forget(Duration ago);

    /** So many calls ended so. */
    record Count(String bucket, String outcome, long calls) {}

    /**
     * So many calls ended so in a while.
     *
     * @param minutes in which the bucket had any call, whatever became of it
     * @param rpm what the projects that serve the bucket may do per minute together; 0: unlimited
     * @param rpd likewise per day
     */
    record Sum(String bucket, String outcome, long calls, long minutes, long rpm, long rpd) {}
}
