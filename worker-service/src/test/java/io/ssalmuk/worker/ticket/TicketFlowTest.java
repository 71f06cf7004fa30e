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
                    new FlowProperties(1_000, Duration.ZERO));

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
        grantable(150);
        flow.start();
        assertThat(bulk()).containsExactly("open 150");
        assertThat(source.said(INTERACTIVE)).containsExactly("open 150");
    }

    @Test
    void neverMoreThanThisWorkerCanCallAtOnce() {
        grantable(100_000);
        flow.start();
        assertThat(bulk()).containsExactly("open 1000");
    }

    @Test
    void howeverLittleCanBeServedTheTicketsOfAllClientsAreAtTheGate() {
        grantable(1);
        flow.start();
        assertThat(bulk()).containsExactly("open 64");
    }

    @Test
    void aWorkerWithoutPlacesTakesFewTicketsUntilItHasSome() {
        grantable(150);
        flow.start();
        gate.crowd();
        assertThat(bulk()).containsExactly("open 150", "open 4");
        changed();
        alarms.pass(Duration.ofSeconds(3));
        assertThat(bulk()).containsExactly("open 150", "open 4");
        gate.hasRoom();
        alarms.pass(Duration.ofSeconds(1));
        assertThat(bulk()).containsExactly("open 150", "open 4", "open 150");
    }

    @Test
    void aBucketWithoutCapacityIsOpenedShortlyBeforeTheLedgerExpectsSome() {
        exhaustedFor(Duration.ofSeconds(42));
        flow.start();
        grantable(3);
        alarms.pass(Duration.ofSeconds(36));
        assertThat(bulk()).containsExactly("shut");
        alarms.pass(Duration.ofSeconds(1));
        assertThat(bulk()).containsExactly("shut", "open 64");
    }

    @Test
    void aBucketThatRestsForLongIsShutUntilThen() {
        grantable(150);
        flow.start();
        gate.rest(Given.BUCKET, Duration.ofSeconds(55));
        assertThat(bulk()).containsExactly("open 150", "shut");
        alarms.pass(Duration.ofSeconds(50));
        assertThat(bulk()).containsExactly("open 150", "shut", "open 150");
    }

    @Test
    void aShortRestChangesNothing() {
        grantable(150);
        flow.start();
        gate.rest(Given.BUCKET, Duration.ofSeconds(9));
        assertThat(bulk()).containsExactly("open 150");
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
        grantable(150);
        changed();
        assertThat(bulk()).containsExactly("shut", "open 150");
    }

    @Test
    void theDaysEndIsNotMissedWhenASignalIsLost() {
        exhaustedFor(Duration.ofHours(9));
        flow.start();
        grantable(150);
        alarms.pass(Duration.ofMinutes(5));
        assertThat(bulk()).contains("open 150");
    }

    @Test
    void aNewBucketIsFoundWhenASignalIsLost() {
        grantable(150);
        pool.hide();
        flow.start();
        pool.show();
        alarms.pass(Duration.ofMinutes(5));
        assertThat(bulk()).containsExactly("open 150");
    }

    @Test
    void smallChangesAreLeftAlone() {
        grantable(200);
        flow.start();
        grantable(300);
        changed();
        grantable(110);
        changed();
        assertThat(bulk()).containsExactly("open 200");
        grantable(410);
        changed();
        grantable(200);
        changed();
        assertThat(bulk()).containsExactly("open 200", "open 410", "open 200");
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
        grantable(150);
        pool.away();
        flow.start();
        assertThat(bulk()).isEmpty();
        alarms.pass(Duration.ofSeconds(2));
        assertThat(bulk()).containsExactly("open 150");
    }

    @Test
    void atTheEndTapsAreShutFirstAndClosedLast() {
        grantable(150);
        flow.start();
        flow.stop();
        assertThat(bulk()).containsExactly("open 150", "shut", "close");
        assertThat(flow.isRunning()).isFalse();
    }

    @Test
    void afterTheEndNothingIsOpened() {
        grantable(150);
        flow.start();
        flow.stop();
        changed();
        gate.rest(Given.BUCKET, Duration.ofMinutes(1));
        alarms.pass(Duration.ofHours(1));
        assertThat(bulk()).containsExactly("open 150", "shut", "close");
    }
}
