package io.ssalmuk.worker.retention;

import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a round now and then, on whoever is on duty. */
@Component
final class RetentionLoop implements Standing {

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
    boolean round() throws InterruptedException {
        return StandingLoop.survive(log, "letting go", true, retention::round);
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }
}
