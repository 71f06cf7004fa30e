package io.ssalmuk.worker.permit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Notices when a bucket's tickets have waited for places, rather than for quota, for too long. */
final class Patience {

    /** What this worker cannot begin within this time is begun sooner by one that has places. */
    static final Duration WITH_PLACES = Duration.ofSeconds(1);

    private static final long NOT_SHORT = 0;

    /** Since when there were fewer places than tickets, on each look. */
    private final AtomicLong shortSince = new AtomicLong(NOT_SHORT);

    /**
     * Whether it is over.
     *
     * @param isShort whether there are fewer places than tickets
     * @param lookedFrom when they were waited for from
     */
    boolean isOver(boolean isShort, long lookedFrom) {
        if (!isShort) {
            shortSince.set(NOT_SHORT);
            return false;
        }
        shortSince.compareAndSet(NOT_SHORT, lookedFrom);
        return System.nanoTime() - shortSince.get() >= WITH_PLACES.toNanos();
    }
}
