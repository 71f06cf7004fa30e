package io.ssalmuk.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How the dispatcher moves jobs between waiting, ticketed and parked. */
public interface Admissions {

    /**
     * A client's tickets in one queue, at the least; enough to keep workers busy between passes.
     */
    int CLIENT_TICKETS = 64;

    /** The lines in which jobs wait to be admitted. */
    List<Line> waitingLines();

    /**
     * Admits waiting jobs of a line, one of each client in turn, oldest first, until each client
     * has as many tickets as given or the batch is full. Their tickets are to be published.
     */
    List<Ticket> admit(Line line, int ticketsPerClient, int batch);

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

    /** How long until the next parked job's time comes; empty when none is parked. */
    Optional<Duration> nextDue();

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
     * What a line holds.
     *
     * @param waiting not admitted yet
     * @param ticketed in a broker queue or in a worker's hands before its claim
     * @param parked waiting for a moment to come
     */
    record Backlog(Line line, long waiting, long ticketed, long parked) {}
}
