package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketFlowTest {

    private static final Line BULK = new Line(Given.BUCKET, Lane.BULK);
    private static final Line INTERACTIVE = new Line(Given.BUCKET, Lane.INTERACTIVE);

    private final FakeSource source = new FakeSource();
    private final FakeLedger ledger = new FakeLedger();
    private final FakeAlarms alarms = new FakeAlarms();
    private final FakeGate gate = new FakeGate();
    private final FakeSignals signals = new FakeSignals();
    private final OneBucket pool = new OneBucket();
    private final TicketFlow flow =
            new TicketFlow(
                    new TicketFlow.FlowParts(source, pool, ledger, alarms),
                    new TicketHands(run(), signals),
                    gate,
                    signals,
                    new FlowProperties(100, Duration.ZERO));

    private JobRun run() {
        return Runs.run(
                FakeClaims.ofNothing(),
                new Runs.Tools(gate, ledger, new FakeLocker(), new FakeUpstream()));
    }

    private void grantable(long permits) {
        ledger.outlook(permits, Duration.ZERO);
    }

    private void exhaustedFor(Duration pause) {
        ledger.outlook(0, pause);
    }

    private List<String> bulk() {
        return source.said(BULK);
    }

    private void changed() {
        signals.send(new Signal.CapacityChanged());
        alarms.pass(Duration.ZERO);
    }

    @Test
    void bothLanesTakeAsManyTicketsAsTheLedgerCanServe() {
        grantable(15);
        flow.start();
        assertThat(bulk()).containsExactly("open 15");
        assertThat(source.said(INTERACTIVE)).containsExactly("open 15");
    }

    @Test
    void neverMoreThanThisWorkerCanCallAtOnce() {
        grantable(100_000);
        flow.start();
        assertThat(bulk()).containsExactly("open 100");
    }

    @Test
    void aBucketWithoutCapacityIsOpenedWhenTheLedgerExpectsSome() {
        exhaustedFor(Duration.ofSeconds(42));
        flow.start();
        grantable(3);
        alarms.pass(Duration.ofSeconds(41));
        assertThat(bulk()).containsExactly("shut");
        alarms.pass(Duration.ofSeconds(1));
        assertThat(bulk()).containsExactly("shut", "open 3");
    }

    @Test
    void aBucketThatRestsForLongIsShutUntilThen() {
        grantable(15);
        flow.start();
        gate.rest(Given.BUCKET, Duration.ofSeconds(55));
        assertThat(bulk()).containsExactly("open 15", "shut");
        alarms.pass(Duration.ofSeconds(55));
        assertThat(bulk()).containsExactly("open 15", "shut", "open 15");
    }

    @Test
    void aShortRestChangesNothing() {
        grantable(15);
        flow.start();
        gate.rest(Given.BUCKET, Duration.ofSeconds(9));
        assertThat(bulk()).containsExactly("open 15");
    }

    @Test
    void aRestThatNobodyConsumesIsNoMatter() {
        flow.start();
        gate.rest("another-bucket", Duration.ofHours(1));
        assertThat(bulk()).containsExactly("shut");
    }

    @Test
    void changedCapacityOpensAtOnce() {
        exhaustedFor(Duration.ofHours(9));
        flow.start();
        grantable(15);
        changed();
        assertThat(bulk()).containsExactly("shut", "open 15");
    }

    @Test
    void theDaysEndIsNotMissedWhenASignalIsLost() {
        exhaustedFor(Duration.ofHours(9));
        flow.start();
        grantable(15);
        alarms.pass(Duration.ofMinutes(5));
        assertThat(bulk()).contains("open 15");
    }

    @Test
    void aNewBucketIsFoundWhenASignalIsLost() {
        grantable(15);
        pool.hide();
        flow.start();
        pool.show();
        alarms.pass(Duration.ofMinutes(5));
        assertThat(bulk()).containsExactly("open 15");
    }

    @Test
    void smallChangesAreLeftAlone() {
        grantable(20);
        flow.start();
        grantable(30);
        changed();
        grantable(11);
        changed();
        assertThat(bulk()).containsExactly("open 20");
        grantable(41);
        changed();
        grantable(20);
        changed();
        assertThat(bulk()).containsExactly("open 20", "open 41", "open 20");
    }

    @Test
    void howeverOftenABucketIsLookedAtItsAlarmsDoNotMultiply() {
        exhaustedFor(Duration.ofHours(9));
        flow.start();
        for (int n = 0; n < 50; n++) {
            changed();
            gate.rest(Given.BUCKET, Duration.ofMinutes(1));
        }
        alarms.pass(Duration.ofHours(3));
        assertThat(alarms.pending()).isLessThanOrEqualTo(2);
    }

    @Test
    void aLostDatabaseOnlyDelays() {
        grantable(15);
        pool.away();
        flow.start();
        assertThat(bulk()).isEmpty();
        alarms.pass(Duration.ofSeconds(2));
        assertThat(bulk()).containsExactly("open 15");
    }

    @Test
    void atTheEndTapsAreShutFirstAndClosedLast() {
        grantable(15);
        flow.start();
        flow.stop();
        assertThat(bulk()).containsExactly("open 15", "shut", "close");
        assertThat(flow.isRunning()).isFalse();
    }

    @Test
    void afterTheEndNothingIsOpened() {
        grantable(15);
        flow.start();
        flow.stop();
        changed();
        gate.rest(Given.BUCKET, Duration.ofMinutes(1));
        alarms.pass(Duration.ofHours(1));
        assertThat(bulk()).containsExactly("open 15", "shut", "close");
    }
}
