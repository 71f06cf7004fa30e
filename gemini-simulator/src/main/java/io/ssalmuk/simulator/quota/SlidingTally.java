package io.ssalmuk.simulator.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was spent in the 60 seconds before an instant, and the most that any 60 seconds saw. A call
 * exactly 60 seconds old is out of the window. Guarded by its meter.
 */
final class SlidingTally {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final AtomicReference<Cost> sum = new AtomicReference<>(Cost.NOTHING);
    private final AtomicReference<Cost> peak = new AtomicReference<>(Cost.NOTHING);

    Cost before(Instant now) {
        Instant edge = now.minus(WINDOW);
        for (Arrival oldest = arrivals.peek();
                oldest != null && !oldest.at().isAfter(edge);
                oldest = arrivals.peek()) {
            sum.set(sum.get().minus(oldest.cost()));
            arrivals.remove();
        }
        return sum.get();
    }

    void add(Instant now, Cost cost) {
        Cost within = before(now).plus(cost);
        arrivals.add(new Arrival(now, cost));
        sum.set(within);
        peak.accumulateAndGet(within, Cost::orMore);
    }

    /** When at least so much will have left the window; one window from now if it never will. */
    Instant freedAt(Instant now, Cost wanted) {
        Cost freed = Cost.NOTHING;
        for (Arrival arrival : arrivals) {
            freed = freed.plus(arrival.cost());
            if (freed.orMore(wanted).equals(freed)) {
                return arrival.at().plus(WINDOW);
            }
        }
        return now.plus(WINDOW);
    }

    Cost peak() {
        return peak.get();
    }

    private record Arrival(Instant at, Cost cost) {}
}
