package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeStreams;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a worker does about the deadline of a job that it has in hand. */
class DeadlineRunTest {

    private static final Duration LEFT = Duration.ofSeconds(5);

    private final Claim claim = due(Given.claim("{}"));
    private final FakeClaims claims = FakeClaims.of(claim);
    private final FakeLedger ledger = new FakeLedger();
    private final FakeGate gate = new FakeGate();
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeStreams streams = new FakeStreams();
    private final FakeAlarms alarms = new FakeAlarms();
    private final Hold hold = new Hold();

    private static Claim due(Claim plain) {
        return new Claim(
                plain.job(),
                plain.attempt(),
                plain.failures(),
                plain.maxAttempts(),
                plain.method(),
                plain.model(),
                plain.ticket(),
                plain.request(),
                plain.replyTo(),
                Optional.of(LEFT),
                plain.metadata());
    }

    private void take() throws InterruptedException {
        take(claims);
    }

    private void take(FakeClaims jobs) throws InterruptedException {
        Runs.run(jobs, new Runs.Tools(gate, ledger, new FakeLocker(), upstream), streams, alarms)
                .take(claim.ticket(), hold, () -> {});
    }

    @Test
    void aCallThatRunsIntoTheDeadlineIsCutAndItsJobExpires() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            alarms.pass(LEFT);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return new Interrupted();
        });

        take();

        assertThat(claims.said()).containsExactly("claim", "expire DEADLINE_EXCEEDED");
        assertThat(ledger.givenBack()).isEmpty();
    }

    @Test
    void noCallBeginsAfterTheDeadline() throws InterruptedException {
        gate.grant();
        gate.grant();
        upstream.next(() -> {
            alarms.pass(LEFT);
            return new Late();
        });

        take();

        assertThat(upstream.calls()).isEqualTo(1);
        assertThat(claims.said()).containsExactly("claim", "expire DEADLINE_EXCEEDED");
    }

    @Test
    void anAnswerThatIsThereCountsThoughTheDeadlinePasses() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            alarms.pass(LEFT);
            return new Answered(Body.of("answer"));
        });

        take();

        assertThat(claims.said()).containsExactly("claim", "complete answer");
    }

    @Test
    void whatWasCancelledBeforeIsCancelled() throws InterruptedException {
        gate.grant();
        upstream.next(() -> {
            hold.cancel();
            alarms.pass(LEFT);
            return new Interrupted();
        });

        take();

        assertThat(claims.said()).containsExactly("claim", "cancel");
    }

    @Test
    void aStreamIsToldThatItsTimeIsOver() throws InterruptedException {
        var streamed = FakeClaims.of(due(Given.streamed()));
        gate.grant();
        upstream.nextStream(chunks -> {
            chunks.take(Body.of("{}"));
            alarms.pass(LEFT);
            return new Interrupted();
        });

        take(streamed);

        assertThat(streamed.said()).containsExactly("claim", "streams", "expire DEADLINE_EXCEEDED");
        assertThat(((StreamMessage.Failed) streams.sent().getLast()).error())
                .isEqualTo(JobError.DEADLINE_EXCEEDED);
    }

    @Test
    void nothingGoesOffForAJobThatHasEnded() throws InterruptedException {
        gate.grant();
        upstream.next(() -> new Answered(Body.of("answer")));

        take();

        assertThat(alarms.pending()).isZero();
    }
}
