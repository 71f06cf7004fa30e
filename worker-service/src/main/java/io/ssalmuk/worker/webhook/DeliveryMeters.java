package io.ssalmuk.worker.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.webhook.Deliveries.Backlog;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** Attempts by what became of them, and what is pending in the whole cluster. */
@Component
final class DeliveryMeters {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Deliveries deliveries;
    private final Timer attempts;
    private final Counter delivered;
    private final Counter again;
    private final Counter givenUp;
    private final AtomicReference<Backlog> backlog =
            new AtomicReference<>(new Backlog(0, Duration.ZERO));
    private final AtomicLong last = new AtomicLong(System.nanoTime() - EVERY.toNanos());

    DeliveryMeters(Deliveries deliveries, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.attempts =
                Timer.builder("ssalmuk.webhook.attempt")
                        .description("how long attempts to deliver took")
                        .register(meters);
        this.delivered = outcome("delivered", meters);
        this.again = outcome("again", meters);
        this.givenUp = outcome("given-up", meters);
        Gauge.builder("ssalmuk.webhook.pending", backlog, now -> now.get().pending())
                .description("events that wait to be delivered")
                .register(meters);
        Gauge.builder("ssalmuk.webhook.oldest", backlog, DeliveryMeters::oldestSeconds)
                .description("age of the oldest of them")
                .baseUnit("seconds")
                .register(meters);
    }

    private static Counter outcome(String name, MeterRegistry meters) {
        return Counter.builder("ssalmuk.webhook.attempts")
                .description("attempts to deliver, by what became of the event")
                .tag("outcome", name)
                .register(meters);
    }

    private static double oldestSeconds(AtomicReference<Backlog> backlog) {
        return backlog.get().oldest().toMillis() / 1000.0;
    }

    void count(Settled attempt) {
        attempts.record(attempt.took());
        var outcome =
                switch (attempt.verdict()) {
                    case Verdict.Delivered _ -> delivered;
                    case Verdict.Again _ -> again;
                    case Verdict.GivenUp _ -> givenUp;
                };
        outcome.increment();
    }

    void refresh() {
        long now = System.nanoTime();
        if (now - last.get() >= EVERY.toNanos()) {
            last.set(now);
            backlog.set(deliveries.backlog());
        }
    }
}
