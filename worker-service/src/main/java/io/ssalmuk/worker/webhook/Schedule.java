package io.ssalmuk.worker.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.boot.convert.DurationStyle;

/** The pauses between attempts. */
record Schedule(List<Duration> pauses) {

    /** Events that failed together do not come back together. */
    private static final double JITTER = 0.2;

    static Schedule parse(String setting) {
        try {
            var pauses =
                    Arrays.stream(setting.split(",", -1))
                            .map(String::strip)
                            .map(DurationStyle.SIMPLE::parse)
                            .toList();
            if (pauses.stream().allMatch(Duration::isPositive)) {
                return new Schedule(pauses);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "SSALMUK_WEBHOOK_SCHEDULE must be times separated by commas, such as 5s,30s,2m");
    }

    /** The pause after so many attempts in vain; empty when they are enough. */
    Optional<Duration> after(int attempts, RandomGenerator random) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        long millis = pauses.get(attempts - 1).toMillis();
        return Optional.of(
                Duration.ofMillis(Math.round(millis * (1 + JITTER * random.nextDouble()))));
    }
}
