package io.ssalmuk.worker.attachment;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Twice as long each time, up to a bound. */
final class GrowingPause {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final AtomicReference<Duration> next = new AtomicReference<>(FIRST);

    Duration next() {
        return next.getAndUpdate(now -> now.compareTo(LONGEST) < 0 ? now.multipliedBy(2) : now);
    }
}
