package io.ssalmuk.worker.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says when it is time again; the first time at once. */
final class Rhythm {

    private final long everyNanos;
    private final AtomicLong last;

    Rhythm(Duration every) {
        this.everyNanos = every.toNanos();
        this.last = new AtomicLong(System.nanoTime() - everyNanos);
    }

    boolean due() {
        long now = System.nanoTime();
        if (now - last.get() < everyNanos) {
            return false;
        }
        last.set(now);
        return true;
    }
}
