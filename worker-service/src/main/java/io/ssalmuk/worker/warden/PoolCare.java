package io.ssalmuk.worker.warden;

import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.PoolLessons;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Every few seconds: writes down what was counted and shows the figures; and, on whoever is on
 * duty, gives back what was withheld for longer than needed.
 */
@Component
final class PoolCare implements Standing {

    private static final Logger log = LoggerFactory.getLogger(PoolCare.class);

    private static final Duration EVERY = Duration.ofSeconds(5);

    /** In rounds: nothing of it is urgent, and an idle system should ask for little. */
    private static final int DUTY_EVERY = 6;

    /** The last day is shown; a little more, for clocks that differ. */
    private static final Duration KEEP = Duration.ofHours(26);

    private final CareParts parts;
    private final Life life;
    private final AtomicInteger rounds = new AtomicInteger();
    private final StandingLoop loop = new StandingLoop("pool-care", this::run);

    PoolCare(CareParts parts, Life life) {
        this.parts = parts;
        this.life = life;
    }

    /** What is cared for. */
    @Component
    record CareParts(
            CallCounts counts,
            PoolGauges gauges,
            Rechecks rechecks,
            PoolLessons lessons,
            CallTally tally,
            Signals signals) {}

    private void run() throws InterruptedException {
        while (true) {
            Thread.sleep(EVERY);
            StandingLoop.survive(log, "the care of the pool", false, this::round);
        }
    }

    /** Whether it came to its end. */
    private boolean round() {
        parts.counts().flush();
        parts.gauges().refresh();
        if (life.onDuty() && rounds.getAndIncrement() % DUTY_EVERY == 0) {
            duty();
        }
        return true;
    }

    private void duty() {
        if (parts.lessons().recover() > 0) {
            parts.signals().send(new Signal.CapacityChanged());
        }
        parts.rechecks().round();
        parts.tally().forget(KEEP);
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }

    @Override
    public void stop() {
        loop.stop();
        try {
            parts.counts().flush();
        } catch (DataAccessException | TransactionException e) {
            log.warn("the last counts are lost: {}", e.getMessage());
        }
    }
}
