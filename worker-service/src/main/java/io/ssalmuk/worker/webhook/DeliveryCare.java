package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes room for the coming days' deliveries and forgets old ones, on whoever is on duty. */
@Component
final class DeliveryCare implements Standing {

    private static final Logger log = LoggerFactory.getLogger(DeliveryCare.class);

    /** How soon it is noticed that this process has taken the duty over; asks no database. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration EVERY = Duration.ofMinutes(30);

    /** As for jobs: a cluster whose workers rest for a week still has room. */
    private static final int DAYS_AHEAD = 14;

    private final Deliveries deliveries;
    private final Life life;
    private final DeliveryProperties properties;
    private final LongSupplier nanos;

    /** When it was cared for last; unknown to whoever was not on duty. */
    private final AtomicReference<Optional<Long>> cared = new AtomicReference<>(Optional.empty());

    private final StandingLoop loop = new StandingLoop("webhook-care", this::run);

    @Autowired
    DeliveryCare(Deliveries deliveries, Life life, DeliveryProperties properties) {
        this(deliveries, life, properties, System::nanoTime);
    }

    DeliveryCare(
            Deliveries deliveries, Life life, DeliveryProperties properties, LongSupplier nanos) {
        this.deliveries = deliveries;
        this.life = life;
        this.properties = properties;
        this.nanos = nanos;
    }

    private void run() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(LOOK);
        }
    }

    /** Whoever takes over does not know what was done before, and cares at once. */
    void look() throws InterruptedException {
        if (!life.onDuty()) {
            cared.set(Optional.empty());
        } else if (cared.get().filter(this::isRecent).isEmpty()
                && StandingLoop.survive(log, "the care of webhooks", false, this::round)) {
            cared.set(Optional.of(nanos.getAsLong()));
        }
    }

    private boolean isRecent(long then) {
        return nanos.getAsLong() - then < EVERY.toNanos();
    }

    /** Whether it came to its end: one that did not is made again at the next look. */
    private boolean round() {
        deliveries.ensureDays(DAYS_AHEAD);
        var age = properties.retention();
        int days = age.isPositive() ? deliveries.forgetOlderThan(age) : 0;
        if (days > 0) {
            log.info("{} days of settled webhooks are forgotten", days);
        }
        return true;
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }
}
