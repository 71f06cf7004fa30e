package io.ssalmuk.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How the dispatcher moves jobs between waiting, ticketed and parked. */
public interface Admissions {

    /** A client's tickets in one queue that are made without the dispatcher, at the most. */
    int CLIENT_TICKETS = 64;

    /** All clients' tickets in one queue that are made without the dispatcher. */
    int LINE_TICKETS = 256;

    /**
     * Whether there is anything for housekeeping to do. Cheap, for it is asked all the time.
     *
     * @param silent after how long a silence a boot is dead
     */
    Look look(Duration silent);

    /**
     * What there is to do.
     *
     * @param idle nothing is queued, and nothing runs
     * @param orphans jobs are claimed by boots that are gone, or silent for that long
     * @param waiting jobs wait to be admitted
     * @param nextDue how long until the next parked job's time comes; empty when none is parked
     */
    record Look(boolean idle, boolean orphans, boolean waiting, Optional<Duration> nextDue) {}

    /** The lines in which jobs wait to be admitted. */
    List<Line> waitingLines();

    /**
     * Admits waiting jobs of a line until it has as many tickets as given, or the batch is full: so
     * that the tickets of the clients that wait are to each other as their weights, and of each
     * client the oldest. A client that has none gets one, however many the others have.
     */
    Admitted admit(Line line, int tickets, int batch);

    /** Notes that the broker has these tickets; those already claimed are passed over. */
    void confirm(Collection<JobId> jobs);

    /** Puts tickets back to waiting that were not confirmed within this time; returns how many. */
    int returnUnconfirmed(Duration age);

    /** Puts the tickets of a line back to waiting that were placed longer ago than this. */
    int returnPlacedBefore(Line line, Duration age);

    /** Lines with tickets that were placed longer ago than this. */
    List<Line> linesPlacedBefore(Duration age);

    /** Puts every ticket back to waiting: the broker has lost them all. */
    int returnAll();

    /** Puts parked jobs whose time has come back to waiting; returns how many. */
    int unpark();

    /**
     * Puts the jobs of worker boots that are gone back to waiting, but for those that had begun to
     * stream; returns how many.
     */
    int reclaim();

    /** Fails the jobs of worker boots that are gone and that had begun to stream. */
    List<JobId> endBrokenStreams(JobError why);

    /** How many jobs each line holds, in each place. */
    List<Backlog> backlog();

    /**
     * What became of a line.
     *
     * @param held its tickets before
     * @param tickets that are to be published
     */
    record Admitted(int held, List<Ticket> tickets) {}

    /**
     * What a line holds.
     *
     * @param waiting not admitted yet
     * @param ticketed in a broker queue or in a worker's hands before its claim
     * @param parked waiting for a moment to come
     */
    record Backlog(Line line, long waiting, long ticketed, long parked) {}
}
