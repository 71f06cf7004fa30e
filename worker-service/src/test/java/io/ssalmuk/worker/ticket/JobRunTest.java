package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.worker.attachment.Prepared;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import io.ssalmuk.worker.gemini.OutgoingBody;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

class JobRunTest {

    private static final CallOutcome ANSWER = new Answered(Body.of("answer"));
    private static final JobError BUSY = new JobError("UNAVAILABLE", 503, "overloaded");
    private static final JobError BAD = new JobError("INVALID_ARGUMENT", 400, "bad");

    private final Claim claim = Given.claim("{}");
    private final FakeClaims claims = FakeClaims.of(claim);
    private final FakeLedger ledger = new FakeLedger();
    private final FakeGate gate = new FakeGate();
    private final FakeLocker keys = new FakeLocker();
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeAttachments attachments = new FakeAttachments();
    private final BodyRoom room =
            new BodyRoom(_ -> 2_000_000, new FlowProperties(1, Duration.ZERO));
    private final Hold hold = new Hold();
    private final AtomicInteger spent = new AtomicInteger();

    private void take() throws InterruptedException {
        take(claims);
    }

    private void take(FakeClaims jobs) throws InterruptedException {
        Runs.run(jobs, new Runs.Tools(gate, ledger, keys, upstream).with(attachments, room))
                .take(claim.ticket(), hold, spent::incrementAndGet);
    }

    private void answering(CallOutcome... outcomes) {
        for (var outcome : outcomes) {
            gate.grant();
            upstream.next(() -> outcome);
        }
    }

    private void failing(RuntimeException failure) {
        gate.grant();
        upstream.next(() -> {
            throw failure;
        });
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(ANSWER, List.of("claim", "complete answer")),
                Arguments.of(new Refused(BAD), List.of("claim", "fail INVALID_ARGUMENT")),
                Arguments.of(new Trouble(BUSY, true), List.of("claim", "retry after 1000")),
                Arguments.of(new Interrupted(), List.of("claim", "release")));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aCallThatLeftSpendsItsPermitHoweverItEnds(CallOutcome outcome, List<String> said)
            throws InterruptedException {
        answering(outcome);
        take();
        assertThat(claims.said()).isEqualTo(said);
        assertThat(ledger.givenBack()).isEmpty();
        assertThat(gate.inside()).isZero();
    }

    @Test
    void theEndIsLoggedWithTheProjectOfItsLastCallAndItsTime() throws InterruptedException {
        answering(new Throttled(Span.PAUSE, Duration.ofSeconds(16), "minute"), ANSWER);
        take();
        assertThat(claims.logged()).hasSize(1);
        var facts = claims.logged().getFirst();
        assertThat(facts.project()).isEqualTo(Given.permit(1).project());
        assertThat(facts.timing()).isNull(); // The fake's calls never leave.
    }

    @Test
    void aCallThatNeverLeftGivesItsPermitBack() throws InterruptedException {
        answering(new Trouble(BUSY, false));
        take();
        assertThat(claims.said()).containsExactly("claim", "retry after 1000");
        assertThat(ledger.givenBack()).hasSize(1);
    }

    @Test
    void aLatePermitIsGivenBackAndAnotherServes() throws InterruptedException {
        answering(new Late(), ANSWER);
        take();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aThrottledProjectRestsAndTheJobGoesOnWithAnotherAtNoCost() throws InterruptedException {
        answering(
                new Throttled(Span.PAUSE, Duration.ofSeconds(16), "minute"),
                new Throttled(Span.DAY, Duration.ZERO, "day"),
                ANSWER);
        take();
        assertThat(ledger.cooldowns()).containsExactly("pause 16 minute", "day 0 day");
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(ledger.givenBack()).isEmpty();
    }

    @Test
    void aBadKeyIsQuarantinedAndTheJobGoesOnWithAnother() throws InterruptedException {
        answering(new KeyFault("API_KEY_INVALID"), ANSWER);
        take();
        assertThat(keys.quarantined()).containsExactly("1 API_KEY_INVALID");
        assertThat(claims.said()).containsExactly("claim", "complete answer");
    }

    @Test
    void aBadRequestTouchesNoKey() throws InterruptedException {
        answering(new Refused(BAD));
        take();
        assertThat(keys.quarantined()).isEmpty();
        assertThat(ledger.cooldowns()).isEmpty();
    }

    @Test
    void aKeyThatLeftThePoolCostsNothing() throws InterruptedException {
        keys.loseNext();
        gate.grant();
        answering(ANSWER);
        take();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aCallLeavesOnThePermitThatWasRenewedForIt() throws InterruptedException {
        var renewed = Given.permit(77);
        attachments.next(
                new Prepared.Ready(
                        renewed, OutgoingBody.of(claim.request()), _ -> new Trouble(BUSY, false)));
        answering(new Refused(BAD));
        take();
        assertThat(claims.said()).as("judged").containsExactly("claim", "retry after 1000");
        assertThat(ledger.givenBack()).containsExactly(renewed);
    }

    @Test
    void aPlaceThatWasLostWhileFilesWereSentIsReplacedByAnother() throws InterruptedException {
        attachments.next(new Prepared.PlaceLost());
        gate.grant();
        answering(ANSWER);
        take();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(upstream.calls()).isOne();
        assertThat(ledger.givenBack()).as("it is gone").isEmpty();
        assertThat(gate.inside()).isZero();
    }

    @Test
    void filesThatCannotBeSentEndTheJobWithoutACall() throws InterruptedException {
        attachments.next(new Prepared.Ended(new Refused(BAD)));
        gate.grant();
        take();
        assertThat(claims.said()).containsExactly("claim", "fail INVALID_ARGUMENT");
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(upstream.calls()).isZero();
    }

    @Test
    void aJobsFilesAreLetGoHoweverItEnds() throws InterruptedException {
        answering(new Refused(BAD));
        take();
        assertThat(attachments.left()).containsExactly(claim.job());
    }

    @Test
    void aBodyGivesItsRoomBackHoweverItsJobEnds() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            failing(new IllegalStateException("a bug"));
            take(FakeClaims.of(claim));
        }
        room.enter(256 * 1024 * 1024).close();
    }

    @Test
    void aTicketWithoutAClaimCostsNoPermit() throws InterruptedException {
        gate.grant();
        take(FakeClaims.ofNothing());
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(gate.inside()).isZero();
        assertThat(upstream.calls()).isZero();
    }

    @Test
    void aClaimThatFailsCostsNoPermit() {
        gate.grant();
        claims.failing(new DataAccessResourceFailureException("away"));
        assertThatThrownBy(this::take).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(gate.inside()).isZero();
        assertThat(spent).hasValue(0);
    }

    @Test
    void aShortPutOffIsParkedForAsLong() throws InterruptedException {
        gate.later(Duration.ofSeconds(40));
        take();
        assertThat(claims.said()).containsExactly("park PT40S");
    }

    @Test
    void aLongPutOffIsParkedForAMinuteAndThenWaitsInItsQueue() throws InterruptedException {
        gate.later(Duration.ofHours(9));
        take();
        assertThat(claims.said()).containsExactly("park PT1M");
    }

    @Test
    void aClaimedJobThatIsPutOffGoesBackAtNoCost() throws InterruptedException {
        answering(new Throttled(Span.DAY, Duration.ZERO, "day"));
        gate.later(Duration.ofHours(9));
        take();
        assertThat(claims.said()).containsExactly("claim", "release");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void anInterruptBeforeTheClaimLeavesTheTicketToAnother() {
        hold.interrupt();
        gate.grant();
        assertThatThrownBy(this::take).isInstanceOf(InterruptedException.class);
        assertThat(claims.said()).isEmpty();
    }

    @Test
    void anInterruptBeforeTheCallGivesAllBackAtNoCost() throws InterruptedException {
        gate.grant();
        keys.whenAsked(hold::interrupt);
        take();
        assertThat(claims.said()).containsExactly("claim", "release");
        assertThat(ledger.givenBack()).hasSize(1);
        assertThat(gate.inside()).isZero();
        assertThat(upstream.calls()).isZero();
    }

    @Test
    void whatIsClaimedWhenItsProcessEndsIsCalledForAllTheSame() throws InterruptedException {
        keys.whenAsked(hold::interruptUnlessCalling);
        answering(ANSWER);
        take();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(ledger.givenBack()).isEmpty();
    }

    @Test
    void anInterruptBetweenTwoPermitsGivesTheJobBackAtNoCost() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            hold.interrupt();
            return new Late();
        });
        gate.grant();
        take();
        assertThat(claims.said()).containsExactly("claim", "release");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void anAnswerThatCameBeforeTheInterruptIsKept() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            hold.interrupt();
            return ANSWER;
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "complete answer");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoWasTakenForDeadClaimsUnderItsNewName() throws InterruptedException {
        claims.bury(FakeLife.FIRST);
        answering(ANSWER);
        Runs.run(claims, new Runs.Tools(gate, ledger, keys, upstream, FakeLife.thatDies()))
                .take(claim.ticket(), hold, spent::incrementAndGet);
        assertThat(claims.said()).containsExactly("claim", "claim", "complete answer");
        assertThat(ledger.givenBack()).isEmpty();
        assertThat(spent).hasValue(1);
    }

    @Test
    void whoLostItsJobWhileItSleptCallsNoMore() throws InterruptedException {
        gate.grant();
        gate.grant();
        upstream.next(() -> {
            var _ = claims.fenced();
            return new Late();
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "release");
        assertThat(ledger.givenBack()).hasSize(2);
    }

    @Test
    void aCancelledCallEndsItsJob() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            hold.cancel();
            return new Interrupted();
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "cancel");
        assertThat(ledger.givenBack()).isEmpty();
    }

    @Test
    void aJobCancelledBetweenTwoPermitsEnds() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            hold.cancel();
            return new Late();
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "cancel");
    }

    static Stream<Supplier<RuntimeException>> absences() {
        return Stream.of(() -> new DataAccessResourceFailureException("away"));
    }

    /** A job that stays with a live worker is found by nobody. */
    @ParameterizedTest
    @MethodSource("absences")
    void aClaimedJobIsPutBackWhenPostgresqlGoesAway(Supplier<RuntimeException> absence)
            throws InterruptedException {
        gate.grant();
        keys.whenAsked(() -> {
            throw absence.get();
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "release");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aBugInTheCallCostsAnAttemptSoThatItEnds() throws InterruptedException {
        failing(new IllegalStateException("a bug"));
        take();
        assertThat(claims.said()).containsExactly("claim", "retry after 1000");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void anAnswerThatCannotBeStoredCostsAnAttemptSoThatItEnds() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            claims.failing(new InvalidDataAccessResourceUsageException("never"));
            return ANSWER;
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "retry after 1000");
    }

    @Test
    void aPermitsTimeIsAskedForAtTheLastMoment() throws InterruptedException {
        gate.grant();
        upstream.next(() -> upstream.lastDepartureInTime() ? ANSWER : new Late());
        take();
        assertThat(claims.said()).contains("complete answer");
    }

    @Test
    void aJobThatNoQuotaIsEnoughForFailsWithTheFigures() throws InterruptedException {
        gate.never(new JobError("TOO_MANY_TOKENS", null, "more than 1,000"));
        take();
        assertThat(claims.said()).containsExactly("claim", "fail TOO_MANY_TOKENS");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aClaimedJobFailsToWhenLimitsWereLowered() throws InterruptedException {
        answering(new Throttled(Span.PAUSE, Duration.ofSeconds(16), "minute"));
        gate.never(new JobError("TOO_MANY_TOKENS", null, "more than 1,000"));
        take();
        assertThat(claims.said()).containsExactly("claim", "fail TOO_MANY_TOKENS");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void whatACallCostReplacesItsEstimate() throws InterruptedException {
        answering(new Answered(Body.of("{\"usageMetadata\":{\"promptTokenCount\":4}}")));
        take();
        assertThat(ledger.settled()).containsExactly("1 4");
        assertThat(gate.freed()).hasSize(1);
    }
}
