package io.ssalmuk.api.result;

import java.time.Duration;
import java.util.Optional;

/** A wait as clients write it. */
public final class Waits {

    /** More than anybody waits, and little enough to count in milliseconds. */
    private static final double MOST_SECONDS = 1e9;

    private Waits() {}

    /** Empty for what is no time at all: a negative number, or none. */
    public static Optional<Duration> ofSeconds(double seconds) {
        return seconds >= 0
                ? Optional.of(Duration.ofMillis((long) (Math.min(seconds, MOST_SECONDS) * 1000)))
                : Optional.empty();
    }
}
