package io.ssalmuk.worker.retention;

import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes a round now and then, on whoever is on duty. */
@Component
final class RetentionLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RetentionLoop.class);

    /** After the start, when there is more urgent work; and whether this process is on duty now. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final Duration EVERY = Duration.ofHours(1);

    private final Retention retention;
    private final Life life;
    private final boolean forEver;
    private final StandingLoop loop = new StandingLoop("retention", this::run);

    RetentionLoop(Retention retention, Life life, RetentionProperties properties) {
        this.retention = retention;
        this.life = life;
        this.forEver = properties.forEver();
    }

    private void run() throws InterruptedException {
        while (!forEver) {
            Thread.sleep(LOOK);
            if (life.onDuty() && !round()) {
                Thread.sleep(EVERY.minus(LOOK));
            }
        }
    }

    /** Whether another should follow soon. */
    @SuppressWarnings("CatchingUnchecked") // without this loop, tables would grow without end
    boolean round() {
        try {
            return retention.round();
        } catch (DataAccessException | TransactionException e) {
            log.warn("nothing is let go, PostgreSQL is away: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("letting go met a bug; it tries again later", e);
        }
        return true;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
