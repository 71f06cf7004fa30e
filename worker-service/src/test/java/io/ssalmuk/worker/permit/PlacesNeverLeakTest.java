package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.worker.fixture.FakeBreakers;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.permit.Grant.Granted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets come, wait, are interrupted and leave in any order; nothing may be lost or doubled. */
@Tag("concurrent")
@Timeout(60)
class PlacesNeverLeakTest {

    private static final int PLACES = 5;
    private static final int TICKETS = 300;

    private final FakeSignals signals = new FakeSignals();
    private final Semaphore places = new Semaphore(PLACES);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverTheInterleaving(long seed) throws Exception {
        var random = new Random(seed);
        var ledger = surprising(random);
        var gate =
                new LeasingGate(
                        ledger,
                        FakeBreakers.CLOSED,
                        new Measures(Ticket::tokens, _ -> 1),
                        signals,
                        new Places(places));
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < TICKETS; n++) {
            threads.add(Thread.ofVirtual().start(() -> take(gate)));
            if (random.nextInt(3) == 0) {
                threads.get(random.nextInt(threads.size())).interrupt();
            }
            if (random.nextInt(5) == 0) {
                signals.send(new Signal.CapacityChanged());
            }
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(places.tryAcquire(PLACES, 10, TimeUnit.SECONDS)).isTrue();
        assertThat(places.availablePermits()).isZero();
        assertThat(mostRunning).hasValueLessThanOrEqualTo(PLACES);
        assertThat(ledger.spent()).isEqualTo(calls.get());
        gate.destroy();
    }

    private static FakeLedger surprising(Random random) {
        var ledger = FakeLedger.holding(TICKETS).exhaustedFor(Duration.ofMillis(1));
        for (int n = 0; n < 40; n++) {
            switch (random.nextInt(4)) {
                case 0 -> ledger.first(new LeaseAnswer.Busy());
                case 1 -> ledger.first(exhausted(Duration.ofMillis(random.nextInt(5))));
                case 2 -> ledger.first(exhausted(Duration.ofHours(1)));
                default -> ledger.first(new LeaseAnswer.NoProject());
            }
        }
        return ledger;
    }

    private static LeaseAnswer exhausted(Duration pause) {
        return new LeaseAnswer.Exhausted(LeaseAnswer.Reason.MINUTE, pause);
    }

    private void take(LeasingGate gate) {
        try {
            if (gate.await(Given.ticket()) instanceof Granted(var permit)) {
                mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                calls.incrementAndGet();
                Thread.onSpinWait();
                running.decrementAndGet();
                gate.departed(permit);
                gate.leave(permit);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
