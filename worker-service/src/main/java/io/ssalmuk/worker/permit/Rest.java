package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.Ask;
import java.time.Duration;
import java.util.List;

/**
 * Until when there is nothing to ask the ledger for, on this process's monotonic clock.
 *
 * @param refused those that found no room; one that is smaller than all of them may find some
 */
record Rest(long untilNanos, List<Ask> refused) {

    /** Whoever asks finds none: the reason has nothing to do with sizes. */
    static final List<Ask> ALL = List.of(new Ask(1, 1, true));

    static Rest over() {
        return of(Duration.ZERO, ALL);
    }

    static Rest of(Duration pause, List<Ask> refused) {
        return new Rest(System.nanoTime() + pause.toNanos(), refused);
    }

    Rest atMost(Duration pause) {
        long sooner = System.nanoTime() + pause.toNanos();
        return sooner - untilNanos < 0 ? new Rest(sooner, refused) : this;
    }

    /** It goes on unless this one may find room all the same. */
    Rest unlessFor(Ask ask) {
        return refused.stream().anyMatch(ask::needsAtLeast) ? this : over();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
    }
}
