package io.ssalmuk.worker.expiry;

import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The loop that looks at the time, of whoever is on duty. It is not the dispatcher's, which may
 * wait for a broker that is away: a deadline does not.
 */
@Component
final class ExpiryHousekeeping implements Standing {

    private static final Logger log = LoggerFactory.getLogger(ExpiryHousekeeping.class);

    /** How late a job may expire that came, with a nearer deadline, after the last look. */
    private static final Duration ROUND = Duration.ofSeconds(2);

    /** The same, of the first job that has a deadline. */
    private static final Duration NO_DEADLINE = Duration.ofSeconds(5);

    /** A job that is due may be in somebody's hands for a moment. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private static final Duration FORGETTING = Duration.ofMinutes(1);

    private final Expiry expiry;
    private final Life life;
    private final AtomicLong forgot = new AtomicLong(System.nanoTime() - FORGETTING.toNanos());
    private final StandingLoop loop = new StandingLoop("expiry-housekeeping", this::run);

    ExpiryHousekeeping(Expiry expiry, Life life) {
        this.expiry = expiry;
        this.life = life;
    }

    private void run() throws InterruptedException {
        while (true) {
            var rest =
                    life.onDuty()
                            ? StandingLoop.survive(log, "the look at deadlines", ROUND, this::round)
                            : ROUND;
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    private Duration round() {
        var next = expiry.round();
        long now = System.nanoTime();
        if (now - forgot.get() >= FORGETTING.toNanos()) {
            forgot.set(now);
            expiry.forgetKeys();
        }
        return next.map(ExpiryHousekeeping::within).orElse(NO_DEADLINE);
    }

    private static Duration within(Duration next) {
        return next.compareTo(ROUND) > 0 ? ROUND : next.compareTo(BREATH) < 0 ? BREATH : next;
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }
}
