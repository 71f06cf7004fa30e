package io.ssalmuk.simulator.quota;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them, for that is how the upstream's messages spell them. */
final class GoDuration {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private GoDuration() {}

    static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < NANOS_PER_SECOND) {
            return decimal(nanos, 6) + "ms";
        }
        long minutes = duration.toMinutes();
        String seconds = decimal(nanos - minutes * 60 * NANOS_PER_SECOND, 9) + "s";
        if (minutes == 0) {
            return seconds;
        }
        String tail = minutes % 60 + "m" + seconds;
        return minutes < 60 ? tail : minutes / 60 + "h" + tail;
    }

    private static String decimal(long unscaled, int places) {
        return BigDecimal.valueOf(unscaled, places).stripTrailingZeros().toPlainString();
    }
}
