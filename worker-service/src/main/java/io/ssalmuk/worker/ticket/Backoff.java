package io.ssalmuk.worker.ticket;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Exponential, with full jitter on the upper half, so that jobs that failed together come apart.
 */
@Component
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final DoubleSupplier random;

    @Autowired
    Backoff() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** The pause after this many failures, from half to the whole of 1 s, 2 s, 4 s, … 60 s. */
    Duration after(int failures) {
        long doubled = FIRST.toMillis() << Math.min(failures - 1, 10);
        long whole = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.round(whole * (0.5 + 0.5 * random.getAsDouble())));
    }
}
