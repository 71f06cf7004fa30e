package io.ssalmuk.api.forecast;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Lineup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that this process accepted since a line-up was read. While it is being read they are kept
 * one by one, for nobody knows yet which of them it will have; afterwards they are only counted.
 */
final class Joined {

    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<Key, JobId> latest = new HashMap<>();
    private final List<JobRequest> unsettled = new ArrayList<>();
    private boolean settled;

    /** A client's jobs in one lane. */
    record Key(Lane lane, ClientId client) {}

    /** How much has joined. */
    record Sum(long jobs, long units, long tokens) {

        static final Sum NONE = new Sum(0, 0, 0);

        Sum and(JobRequest job) {
            return new Sum(jobs + 1, units + job.units(), tokens + job.tokens());
        }
    }

    synchronized void add(JobRequest job) {
        if (settled) {
            count(job);
        } else {
            unsettled.add(job);
        }
    }

    /** Unless the line-up has it: ids are in the order in which they were made. */
    private void count(JobRequest job) {
        var key = new Key(job.lane(), job.client());
        var known = latest.get(key);
        if (known == null || job.id().compareTo(known) > 0) {
            sums.put(key, sums.getOrDefault(key, Sum.NONE).and(job));
        }
    }

    /** The line-up is read. */
    synchronized void settle(Lineup lineup) {
        for (var group : lineup.groups()) {
            if (!group.marks().isEmpty()) {
                latest.put(new Key(group.lane(), group.client()), group.marks().getLast());
            }
        }
        unsettled.forEach(this::count);
        unsettled.clear();
        settled = true;
    }

    synchronized Map<Key, Sum> sums() {
        return Map.copyOf(sums);
    }
}
