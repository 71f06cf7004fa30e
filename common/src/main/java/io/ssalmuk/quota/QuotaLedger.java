package io.ssalmuk.quota;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The account of every project's quota, cluster-wide. What it grants never exceeds the limits,
 * whatever crashes, pauses or races.
 */
public interface QuotaLedger {

    /**
     * Leases permits for calls that draw from one bucket, from the projects with the most quota
     * left. A call that finds no room now keeps the bucket that will have room for it soonest from
     * those behind it, and nothing else.
     *
     * @param asks what waits, in the order in which it should be served
     * @param most how many permits at the most
     */
    LeaseAnswer lease(String bucket, List<Ask> asks, int most);

    /**
     * What the call was counted as, in place of what was reserved for it. More than that is repaid
     * before the bucket's next lease. Without effect once its place is free or another's.
     */
    void settle(Permit permit, long inputTokens);

    /**
     * Gives back a permit whose call provably never left. Without effect once its place is free or
     * another's.
     */
    void giveBack(Permit permit);

    /**
     * Keeps a place that is still held, for a whole window from now, and answers a permit that a
     * call may leave on as on a new one. Empty when the place is gone, its day is over, or its
     * bucket rests.
     */
    Optional<Permit> renew(Permit permit);

    /**
     * A call that took long to send is still leaving, or has left just now: its place stays
     * occupied for a whole window from here. False when the place is gone: what has not left yet
     * must not.
     */
    boolean stamp(Permit permit);

    /** Rests a project's bucket; a cooldown is never shortened. */
    void coolDown(Permit permit, Duration pause, String reason);

    /** Rests a project's bucket until the next Pacific midnight, or for the pause if longer. */
    void coolDownForTheDay(Permit permit, Duration pause, String reason);

    /**
     * What the bucket could grant in the next while, over all projects, nobody else asking.
     *
     * @param tokens that each call has
     */
    Outlook outlook(String bucket, long tokens, Duration ahead);

    /** What it could grant to the smallest calls. */
    default Outlook outlook(String bucket, Duration ahead) {
        return outlook(bucket, 1, ahead);
    }

    /**
     * What comes free, and when.
     *
     * @param permits that come free within the time asked for
     * @param pause until the first permit; zero if there is one now
     */
    record Outlook(long permits, Duration pause) {}
}
