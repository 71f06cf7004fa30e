package io.ssalmuk.simulator.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Somebody else who spends from the same bucket: so many requests in every calendar minute, at its
 * start or spread evenly. A function of time alone, so that it needs no thread and repeats exactly.
 */
record OtherUse(long requestsPerMinute, boolean evenly, Instant since) {
    public OtherUse {
        since = since.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Requests that arrived from the one instant, inclusive, to the other, inclusive. */
    long between(Instant from, Instant to) {
        return until(to) - until(from.minusNanos(1));
    }

    private long until(Instant instant) {
        if (instant.isBefore(since)) {
            return 0;
        }
        Duration elapsed = Duration.between(since, instant);
        return evenly
                ? Math.floorDiv(elapsed.toMillis() * requestsPerMinute, 60_000L)
                : (elapsed.toMinutes() + 1) * requestsPerMinute;
    }
}
