package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.job.Body;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(30)
class TicketHandsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final CallOutcome ANSWER = new Answered(Body.of("answer"));

    private final FakeClaims claims = FakeClaims.of(Given.claim("{}"));
    private final FakeGate gate = new FakeGate();
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeSignals signals = new FakeSignals();
    private final TicketHands hands = new TicketHands(run(), signals);

    private JobRun run() {
        return Runs.run(claims, new Runs.Tools(gate, new FakeLedger(), new FakeLocker(), upstream));
    }

    private FakeDelivery taken() {
        var delivery = new FakeDelivery();
        hands.take(delivery);
        return delivery;
    }

    private void call(CountDownLatch inside, CountDownLatch until) {
        gate.grant();
        upstream.next(() -> {
            inside.countDown();
            try {
                until.await();
                return ANSWER;
            } catch (InterruptedException _) {
                return new Interrupted();
            }
        });
    }

    @Test
    void aTicketWithoutAPlaceGoesBackToItsQueue() throws Exception {
        gate.elsewhere();
        assertThat(taken().answer().get()).isEqualTo("back");
        assertThat(claims.said()).isEmpty();
    }

    @Test
    void aSpentTicketIsAckedAndTheDispatcherToldOfTheRoom() throws Exception {
        var told = new CompletableFuture<Signal>();
        signals.listenToSignals(told::complete);
        gate.grant();
        upstream.next(() -> ANSWER);
        assertThat(taken().answer().get()).isEqualTo("ack");
        assertThat(told.get()).isEqualTo(new Signal.WorkWaiting());
    }

    @Test
    void withoutADatabaseATicketGoesBackAfterAMoment() throws Exception {
        gate.grant();
        claims.failing(new DataAccessResourceFailureException("away"));
        assertThat(taken().answer().get()).isEqualTo("back");
    }

    @Test
    void aBugBeforeTheClaimGivesTheTicketBackAfterAMoment() throws Exception {
        gate.grant();
        claims.failing(new IllegalStateException("a bug"));
        assertThat(taken().answer().get()).isEqualTo("back");
    }

    @Test
    void atTheEndWaitingTicketsGoBackAtOnceAndCallsGoOn() throws Exception {
        var inside = new CountDownLatch(1);
        var until = new CountDownLatch(1);
        call(inside, until);
        var calling = taken();
        inside.await();
        var waiting = taken();
        hands.letGo();
        assertThat(waiting.answer().get()).isEqualTo("back");
        assertThat(calling.answer().get()).as("spent since its claim").isEqualTo("ack");
        assertThat(claims.said()).containsExactly("claim");
        until.countDown();
        assertThat(hands.awaitEmpty(SOON)).isTrue();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
    }

    @Test
    void callsThatOutlastTheGraceAreCutAndTheirJobsReleased() throws Exception {
        var inside = new CountDownLatch(1);
        call(inside, new CountDownLatch(1));
        var calling = taken();
        inside.await();
        hands.letGo();
        assertThat(hands.awaitEmpty(Duration.ofMillis(1))).isFalse();
        assertThat(hands.awaitEmpty(Duration.ofMillis(1))).isFalse();
        hands.cut();
        assertThat(hands.awaitEmpty(SOON)).isTrue();
        assertThat(calling.answer().get()).isEqualTo("ack");
        assertThat(claims.said()).containsExactly("claim", "release");
    }

    @Test
    void aJobThatIsCancelledIsCutAndOnlyThat() throws Exception {
        var inside = new CountDownLatch(2);
        var until = new CountDownLatch(1);
        call(inside, until);
        call(inside, until);
        var wanted = taken();
        var unwanted = taken();
        inside.await();
        signals.send(new Signal.Cancel(Given.ticket().job()));
        signals.send(new Signal.Cancel(unwanted.ticket().job()));
        assertThat(unwanted.answer().get()).isEqualTo("ack");
        await().until(() -> claims.said().contains("cancel"));
        until.countDown();
        assertThat(wanted.answer().get()).isEqualTo("ack");
        assertThat(hands.awaitEmpty(SOON)).isTrue();
        assertThat(claims.said()).containsExactly("claim", "claim", "cancel", "complete answer");
    }

    @Test
    void aTicketThatIsCancelledBeforeItsClaimGoesBack() throws Exception {
        var waiting = taken();
        signals.send(new Signal.Cancel(waiting.ticket().job()));
        assertThat(waiting.answer().get()).isEqualTo("back");
        assertThat(claims.said()).isEmpty();
    }

    @Test
    void whatArrivesDuringTheEndGoesStraightBack() throws Exception {
        hands.letGo();
        assertThat(taken().answer().get()).isEqualTo("back");
        assertThat(hands.awaitEmpty(SOON)).isTrue();
    }

    @Test
    void emptyHandsAreEmptyAtOnce() throws Exception {
        assertThat(hands.awaitEmpty(Duration.ZERO)).isTrue();
    }
}
