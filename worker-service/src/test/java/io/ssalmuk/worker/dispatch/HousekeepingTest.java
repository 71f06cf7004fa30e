package io.ssalmuk.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.worker.fixture.DutyByHand;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeNotices;
import io.ssalmuk.worker.fixture.FakeSignals;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(30)
class HousekeepingTest {

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final FakeBroker broker = new FakeBroker();
    private final FakeSignals signals = new FakeSignals();
    private final FakeNotices notices = new FakeNotices();
    private final AtomicBoolean onDuty = new AtomicBoolean(true);
    private final CountDownLatch askedForDuty = new CountDownLatch(1);
    private final TicketRelay relay = _ -> {};
    private final Housekeeping housekeeping =
            new Housekeeping(
                    new Housekeeping.Chores(
                            new Dispatcher(admissions, new FakeLedger(), relay, Ticket::tokens),
                            new Sweeper(
                                    admissions,
                                    new FakeLedger(),
                                    new Undertaker(new FakeBoots(), admissions, notices),
                                    new Sweeper.BrokerParts(broker, broker),
                                    _ -> {}),
                            new BacklogGauges(admissions, new SimpleMeterRegistry())),
                    admissions,
                    new DutyByHand(this::duty),
                    new Housekeeping.WakeSources(signals, notices));

    private boolean duty() {
        askedForDuty.countDown();
        return onDuty.get();
    }

    @AfterEach
    void end() {
        housekeeping.stop();
    }

    private void workWaits() {
        signals.send(new Signal.WorkWaiting());
    }

    private int sweptAll() {
        return Collections.frequency(admissions.said(), "return all");
    }

    @Test
    void theFirstRoundSweepsAtOnce() {
        housekeeping.start();
        workWaits();
        admissions.awaitPass();
        admissions.awaitPass();
        assertThat(admissions.said())
                .containsExactly(
                        "end broken streams", "reclaim", "return all", "return unconfirmed");
    }

    @Test
    void aSignalMakesAPassButNoSweep() {
        housekeeping.start();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        assertThat(admissions.said()).containsOnlyOnce("return all", "return unconfirmed");
    }

    @Test
    void anIdleSystemIsLookedAtAndNoMore() {
        admissions.idle();
        housekeeping.start();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        assertThat(admissions.said())
                .containsExactly("end broken streams", "reclaim", "return all");
    }

    @Test
    void jobsOfTheDeadAreSeenToAsSoonAsTheyAreFound() {
        admissions.orphans();
        housekeeping.start();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        assertThat(Collections.frequency(admissions.said(), "reclaim")).isGreaterThan(2);
    }

    @Test
    void theBrokersReturnMakesASweep() {
        housekeeping.start();
        admissions.awaitPass();
        broker.empty();
        notices.reconnect();
        admissions.awaitPass();
        assertThat(sweptAll()).isEqualTo(2);
    }

    @Test
    void aParkedJobIsNotKeptWaitingForASignal() {
        admissions.nextDueIn(Duration.ofMillis(10));
        housekeeping.start();
        admissions.awaitPass();
        admissions.awaitPass();
        admissions.awaitPass();
    }

    @Test
    void whoIsNotOnDutyDoesNothingUntilHeIs() throws InterruptedException {
        onDuty.set(false);
        housekeeping.start();
        askedForDuty.await();
        assertThat(admissions.said()).isEmpty();
        onDuty.set(true);
        workWaits();
        admissions.awaitPass();
        assertThat(sweptAll()).isOne();
    }

    @Test
    void aLostDatabaseOnlyDelays() {
        admissions.failing(new DataAccessResourceFailureException("away"));
        housekeeping.start();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        assertThat(housekeeping.isRunning()).isTrue();
    }

    @Test
    void aBugInOneRoundDoesNotLeaveTheClusterWithoutHousekeeping() {
        admissions.failing(new IllegalStateException("a bug"));
        housekeeping.start();
        admissions.awaitPass();
        workWaits();
        admissions.awaitPass();
        assertThat(housekeeping.isRunning()).isTrue();
    }

    @Test
    void itEnds() {
        housekeeping.start();
        housekeeping.stop();
        assertThat(housekeeping.isRunning()).isFalse();
    }
}
