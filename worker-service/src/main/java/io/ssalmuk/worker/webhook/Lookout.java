package io.ssalmuk.worker.webhook;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When the next look is due: the soonest of what was asked for, and after a while in any case. */
final class Lookout {

    private final long atMostNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Lookout(Duration atMost) {
        this.atMostNanos = atMost.toNanos();
    }

    /** Asks for a look after this time. */
    void in(Duration time) {
        long wish = System.nanoTime() + Math.min(time.toNanos(), atMostNanos);
        next.accumulateAndGet(wish, (now, asked) -> asked - now < 0 ? asked : now);
    }

    /** Whether it is time to look; the next time is then a while away. */
    boolean due() {
        long now = System.nanoTime();
        long at = next.get();
        return now - at >= 0 && next.compareAndSet(at, now + atMostNanos);
    }

    long nanos() {
        return Math.max(0, next.get() - System.nanoTime());
    }
}
