package io.ssalmuk.simulator.quota;

import io.ssalmuk.simulator.quota.BucketReport.Peaks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** All that was spent from one bucket, by every window that matters. Guarded by its meter. */
final class Tallies {
    private final SlidingTally sliding = new SlidingTally();
    private final PeriodTally<Instant> minute = new PeriodTally<>();
    private final PeriodTally<PacificDay> day = new PeriodTally<>();
    private final AtomicReference<Cost> total = new AtomicReference<>(Cost.NOTHING);

    void add(Instant now, Cost cost) {
        sliding.add(now, cost);
        minute.add(minuteOf(now), cost);
        day.add(PacificDay.of(now), cost);
        total.accumulateAndGet(cost, Cost::plus);
    }

    Cost inMinute(WindowKind window, Instant now, Optional<OtherUse> others) {
        return switch (window) {
            case FIXED -> minute.in(minuteOf(now)).plus(use(others, minuteOf(now), now));
            case SLIDING -> {
                Instant from = now.minus(SlidingTally.WINDOW).plusNanos(1);
                yield sliding.before(now).plus(use(others, from, now));
            }
        };
    }

    Cost inDay(Instant now, Optional<OtherUse> others) {
        PacificDay today = PacificDay.of(now);
        return day.in(today).plus(use(others, today.start(), now));
    }

    /** When the minute will have room for so much more than it has now. */
    Instant roomAt(WindowKind window, Instant now, Cost wanted) {
        return switch (window) {
            case FIXED -> minuteOf(now).plus(SlidingTally.WINDOW);
            case SLIDING -> sliding.freedAt(now, wanted);
        };
    }

    Peaks peaks() {
        return new Peaks(sliding.peak(), minute.peak(), day.peak());
    }

    Cost total() {
        return total.get();
    }

    private static Cost use(Optional<OtherUse> others, Instant from, Instant to) {
        return new Cost(others.map(use -> use.between(from, to)).orElse(0L), 0);
    }

    private static Instant minuteOf(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES);
    }
}
