package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes room for the coming days' deliveries and forgets old ones, on whoever is on duty. */
@Component
final class DeliveryCare implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryCare.class);

    private static final Duration EVERY = Duration.ofMinutes(30);

    /** As for jobs: a cluster whose workers rest for a week still has room. */
    private static final int DAYS_AHEAD = 14;

    private final Deliveries deliveries;
    private final Life life;
    private final DeliveryProperties properties;
    private final StandingLoop loop = new StandingLoop("webhook-care", this::run);

    DeliveryCare(Deliveries deliveries, Life life, DeliveryProperties properties) {
        this.deliveries = deliveries;
        this.life = life;
        this.properties = properties;
    }

    private void run() throws InterruptedException {
        while (true) {
            if (life.onDuty()) {
                round();
            }
            Thread.sleep(EVERY);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // without this loop, days would have no room some day
    void round() {
        try {
            deliveries.ensureDays(DAYS_AHEAD);
            var age = properties.retention();
            int days = age.isPositive() ? deliveries.forgetOlderThan(age) : 0;
            if (days > 0) {
                log.info("{} days of settled webhooks are forgotten", days);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("the days of webhooks wait for care: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("the care of webhooks met a bug; it tries again later", e);
        }
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
