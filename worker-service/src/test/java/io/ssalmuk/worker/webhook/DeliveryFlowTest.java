package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.secret.SigningSecret;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.DeliveryCalls;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import io.ssalmuk.webhook.InMemoryDeliveries;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.webhook.Attempts.AttemptParts;
import io.ssalmuk.worker.webhook.DeliveryFlow.FlowParts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryFlowTest {

    private static final String HANGING = "http://127.0.0.1:1/hangs";
    private static final String FAST = "http://127.0.0.1:2/fast";

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Hand<Settled> settled = new Hand<>();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, settled);
    private final FakeSignals signals = new FakeSignals();
    private final Calls calls = new Calls();
    private final Hand<String> posted = new Hand<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Receipt> answer =
            new AtomicReference<>(new Receipt.Answered(200, Optional.empty()));
    private final DeliveryFlow flow = flow();

    /** Rings when a test ends a job. */
    private static final class Calls implements DeliveryCalls {

        private final AtomicReference<Consumer<Collection<String>>> deliverer =
                new AtomicReference<>(_ -> {});

        @Override
        public void answer(Consumer<Collection<String>> who) {
            deliverer.set(who);
        }

        @Override
        public void call() {}
    }

    private DeliveryFlow flow() {
        var secret = SigningSecret.make(new SecureRandom());
        var properties = Dues.properties(Duration.ofSeconds(15));
        var jobs = new InMemoryJobs(new InMemoryBoots(clock), clock);
        var parts = new AttemptParts(this::post, new Signer(_ -> secret), jobs, Dues.LOOPBACK);
        return new DeliveryFlow(
                deliveries,
                new FlowParts(
                        new Attempts(parts, properties),
                        new Settling(deliveries),
                        new DeliveryMeters(deliveries, new SimpleMeterRegistry())),
                calls,
                signals,
                properties);
    }

    private Receipt post(Letter letter) throws InterruptedException {
        posted.accept(letter.url().path());
        if (letter.url().path().equals("/hangs")) {
            release.await();
        }
        return answer.get();
    }

    @AfterEach
    void stop() {
        release.countDown();
        flow.stop();
    }

    private DeliveryId event(String lane) {
        var id = deliveries.event(lane);
        calls.deliverer.get().accept(List.of(lane));
        return id;
    }

    @Test
    void whatWaitedBeforeTheStartIsDelivered() {
        var id = deliveries.event(deliveries.endpoint(FAST));

        flow.start();

        settled.take();
        assertThat(deliveries.status(id)).isEqualTo(Status.DELIVERED);
    }

    @Test
    void oneThatHangsTakesItsOwnRoomOnly() {
        flow.start();
        var hanging = deliveries.endpoint(HANGING);
        var fast = deliveries.endpoint(FAST);
        Stream.generate(() -> hanging).limit(20).forEach(this::event);
        assertThat(posted.take(4)).containsOnly("/hangs");

        var ids = Stream.generate(() -> event(fast)).limit(20).toList();

        assertThat(posted.take(20)).containsOnly("/fast");
        settled.take(20);
        assertThat(ids).allMatch(id -> deliveries.status(id) == Status.DELIVERED);
        assertThat(posted.isEmpty()).isTrue();
        release.countDown();
        assertThat(posted.take(16)).containsOnly("/hangs");
        settled.take(20);
    }

    @Test
    void whatFailedComesBackAndIsDelivered() {
        flow.start();
        answer.set(new Receipt.Answered(500, Optional.empty()));
        var id = event(deliveries.endpoint(FAST));
        assertThat(settled.take().verdict()).isInstanceOf(Verdict.Again.class);
        answer.set(new Receipt.Answered(200, Optional.empty()));

        clock.pass(Duration.ofSeconds(7));
        signals.send(new Signal.WebhooksDue());

        assertThat(settled.take().due().attempt()).isEqualTo(2);
        assertThat(deliveries.status(id)).isEqualTo(Status.DELIVERED);
    }

    @Test
    void whoIsGoneIsTurnedOffAndWhatWaitsForItIsGivenUp() {
        answer.set(new Receipt.Answered(410, Optional.empty()));
        var lane = deliveries.endpoint(FAST);
        var ids = Stream.generate(() -> deliveries.event(lane)).limit(9).toList();

        flow.start();

        settled.take();
        flow.stop();
        assertThat(deliveries.disabled().values()).singleElement().asString().contains("410");
        assertThat(ids).allMatch(id -> deliveries.status(id) == Status.FAILED);
    }

    @Test
    void whatIsInFlightAtTheEndIsSettled() {
        flow.start();
        var id = event(deliveries.endpoint(HANGING));
        posted.take();
        release.countDown();

        flow.stop();

        assertThat(deliveries.status(id)).isEqualTo(Status.DELIVERED);
        assertThat(flow.isRunning()).isFalse();
    }
}
