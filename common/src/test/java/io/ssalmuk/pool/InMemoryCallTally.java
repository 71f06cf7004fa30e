package io.ssalmuk.pool;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;

/** A tally that is gone with the test, of projects without limits. */
final class InMemoryCallTally implements CallTally {

    private final List<Entry> entries = new ArrayList<>();
    private final InstantSource clock;

    private record Entry(Instant minute, Count count) {}

    InMemoryCallTally(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void add(Collection<Count> counts) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        counts.forEach(count -> entries.add(new Entry(minute, count)));
    }

    @Override
    public List<Sum> since(Duration ago) {
        var from = clock.instant().minus(ago);
        var young = entries.stream().filter(entry -> entry.minute().isAfter(from)).toList();
        var sums = new ArrayList<Sum>();
        young.stream()
                .collect(groupingBy(entry -> entry.count().bucket(), TreeMap::new, summing()))
                .forEach((bucket, calls) ->
                        calls.forEach((outcome, sum) ->
                                sums.add(
                                        new Sum(
                                                bucket,
                                                outcome,
                                                sum,
                                                minutes(young, bucket),
                                                0,
                                                0))));
        return sums;
    }

    private static Collector<Entry, ?, Map<String, Long>> summing() {
        return collectingAndThen(
                groupingBy(
                        entry -> entry.count().outcome(),
                        TreeMap::new,
                        summingLong(entry -> entry.count().calls())),
                Collections::unmodifiableMap);
    }

    private static long minutes(List<Entry> entries, String bucket) {
        return entries.stream()
                .filter(entry -> entry.count().bucket().equals(bucket))
                .map(Entry::minute)
                .distinct()
                .count();
    }

    @Override
    public void forget(Duration ago) {
        var before = clock.instant().minus(ago);
        entries.removeIf(entry -> entry.minute().isBefore(before));
    }
}
