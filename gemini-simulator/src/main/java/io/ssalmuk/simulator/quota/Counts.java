package io.ssalmuk.simulator.quota;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How the calls to one bucket ended. Guarded by its meter. */
final class Counts {
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<Dimension, Long> refusedBy = new TreeMap<>();
    private final Map<String, Long> faulted = new TreeMap<>();

    void granted(Optional<String> mishap) {
        mishap.ifPresentOrElse(
                name -> faulted.merge(name, 1L, Long::sum), accepted::incrementAndGet);
    }

    void refused(Set<Dimension> exceeded) {
        refused.incrementAndGet();
        exceeded.forEach(dimension -> refusedBy.merge(dimension, 1L, Long::sum));
    }

    BucketReport report(Bucket bucket, Limits limits, Tallies tallies) {
        return new BucketReport(
                bucket.project().id(),
                bucket.model(),
                limits,
                accepted.get(),
                refused.get(),
                Map.copyOf(refusedBy),
                Map.copyOf(faulted),
                tallies.total(),
                tallies.peaks());
    }
}
