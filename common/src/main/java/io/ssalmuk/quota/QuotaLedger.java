package io.ssalmuk.quota;

import java.time.Duration;
import java.util.Optional;

/**
 * The account of every project's quota, cluster-wide. What it grants never exceeds the limits,
 * whatever crashes, pauses or races.
 */
public interface QuotaLedger {

    /**
     * Leases permits for one bucket, from the projects with the most quota left.
     *
     * @param units request units that each permit costs
     * @param wanted how many permits at the most
     */
    LeaseAnswer lease(String bucket, int units, int wanted);

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

    /** What the bucket could grant in the next while, over all projects, nobody else asking. */
    Outlook outlook(String bucket, Duration ahead);

    /**
     * What comes free, and when.
     *
     * @param permits that come free within the time asked for
     * @param pause until the first permit; zero if there is one now
     */
    record Outlook(long permits, Duration pause) {}
}
