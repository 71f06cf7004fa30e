package io.ssalmuk.simulator.quota;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What was spent in the latest period, and the most that any period saw. Guarded by its meter. */
final class PeriodTally<P> {
    private final AtomicReference<Optional<Spent<P>>> latest =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Cost> peak = new AtomicReference<>(Cost.NOTHING);

    Cost in(P period) {
        return latest.get()
                .filter(spent -> spent.period().equals(period))
                .map(Spent::cost)
                .orElse(Cost.NOTHING);
    }

    void add(P period, Cost cost) {
        Cost sum = in(period).plus(cost);
        latest.set(Optional.of(new Spent<>(period, sum)));
        peak.accumulateAndGet(sum, Cost::orMore);
    }

    Cost peak() {
        return peak.get();
    }

    private record Spent<P>(P period, Cost cost) {}
}
