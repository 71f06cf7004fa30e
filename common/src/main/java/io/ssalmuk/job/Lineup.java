package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What waits for a bucket.
 *
 * @param groups by lane and client
 * @param tickets of each lane, the moments at which every so many-th of its tickets was placed
 */
public record Lineup(List<Group> groups, Map<Lane, List<Instant>> tickets) {

    public static final Lineup EMPTY = new Lineup(List.of(), Map.of());

    /** Into how many parts an order is divided by its marks. */
    public static final int MARKS = 20;

    /**
     * A client's jobs in one lane.
     *
     * @param weight the client's share while others wait too
     * @param ahead jobs that have a ticket: they go before the others
     * @param waiting jobs without a ticket, parked ones among them, in the order of their ids
     * @param units of all of them
     * @param tokens of all of them, as calls of this client are counted
     * @param marks ids of the waiting jobs, with so many between two of them as {@code step} says
     */
    public record Group(
            Lane lane,
            ClientId client,
            int weight,
            double ahead,
            double waiting,
            double units,
            double tokens,
            double step,
            List<JobId> marks) {

        public double jobs() {
            return ahead + waiting;
        }

        /** How many of the waiting jobs go before this one, or would. */
        public double before(JobId job) {
            long passed = marks.stream().filter(mark -> mark.compareTo(job) < 0).count();
            return Math.min(waiting, passed * step);
        }
    }
}
