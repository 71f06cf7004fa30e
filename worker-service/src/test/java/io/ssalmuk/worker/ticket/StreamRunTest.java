package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeStreams;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import io.ssalmuk.worker.gemini.Chunks;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Streams from the claim to the end, and what a client is told of them. */
class StreamRunTest {

    private static final Body CHUNK = Body.of("{\"chunk\":1}");
    private static final JobError BUSY = new JobError("UNAVAILABLE", 503, "overloaded");
    private static final CallOutcome WHOLE = new Answered(Body.of("whole"));

    private final Claim claim = Given.streamed();
    private final FakeClaims claims = FakeClaims.of(claim);
    private final FakeLedger ledger = new FakeLedger();
    private final FakeGate gate = new FakeGate();
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeStreams wire = new FakeStreams();
    private final Hold hold = new Hold();

    private void take() throws InterruptedException {
        Runs.run(claims, new Runs.Tools(gate, ledger, new FakeLocker(), upstream), wire)
                .take(claim.ticket(), hold, () -> {});
    }

    private void streaming(Function<Chunks, CallOutcome> stream) {
        gate.grant();
        upstream.nextStream(stream);
    }

    private static Function<Chunks, CallOutcome> afterOneChunk(CallOutcome outcome) {
        return chunks -> {
            assertThat(chunks.take(CHUNK)).isTrue();
            return outcome;
        };
    }

    private StreamMessage.Part part(int sequence) {
        return new StreamMessage.Part(claim.job(), 1, sequence, CHUNK, true);
    }

    @Test
    void theNoteComesBeforeTheFirstChunkAndOnce() throws InterruptedException {
        streaming(chunks -> {
            chunks.take(CHUNK);
            assertThat(claims.said()).containsExactly("claim", "streams");
            chunks.take(CHUNK);
            return WHOLE;
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "streams", "complete whole");
        assertThat(wire.sent())
                .containsExactly(part(0), part(1), new StreamMessage.Done(claim.job(), 1, 2));
    }

    @Test
    void theEndIsToldAfterItIsWrittenDown() throws InterruptedException {
        streaming(chunks -> {
            chunks.take(CHUNK);
            claims.failing(new DataAccessResourceFailureException("away"));
            return WHOLE;
        });
        take();
        assertThat(claims.said()).contains("complete whole");
        assertThat(wire.sent()).hasSize(2);
    }

    static Stream<CallOutcome> troubles() {
        return Stream.of(
                new Trouble(BUSY, true),
                new Refused(BUSY),
                new Throttled(Span.PAUSE, Duration.ofSeconds(1), "minute"),
                new KeyFault("API_KEY_EXPIRED"),
                new Interrupted());
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whatHasBegunIsNeverCalledAgain(CallOutcome outcome) throws InterruptedException {
        streaming(afterOneChunk(outcome));
        take();
        assertThat(claims.said()).containsExactly("claim", "streams", "fail STREAM_BROKEN");
        assertThat(upstream.calls()).isOne();
        assertThat(wire.sent()).hasSize(2);
        assertThat(wire.sent().getLast())
                .isInstanceOfSatisfying(
                        StreamMessage.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo("STREAM_BROKEN"));
    }

    @Test
    void theUpstreamsStatusAndWordsReachTheClient() throws InterruptedException {
        streaming(afterOneChunk(new Trouble(BUSY, true)));
        take();
        assertThat(wire.sent().getLast())
                .isEqualTo(
                        new StreamMessage.Failed(
                                claim.job(),
                                1,
                                1,
                                new JobError(
                                        "STREAM_BROKEN",
                                        503,
                                        "The stream broke after it had begun: overloaded")));
    }

    @Test
    void whatHasNotBegunGoesOnAsAnyJob() throws InterruptedException {
        streaming(_ -> new Throttled(Span.PAUSE, Duration.ofSeconds(1), "minute"));
        streaming(_ -> new KeyFault("API_KEY_INVALID"));
        streaming(afterOneChunk(WHOLE));
        take();
        assertThat(claims.said()).containsExactly("claim", "streams", "complete whole");
        assertThat(wire.sent()).containsExactly(part(0), new StreamMessage.Done(claim.job(), 1, 1));
    }

    @Test
    void troubleBeforeTheFirstChunkIsTriedAgainAndNotToldOf() throws InterruptedException {
        streaming(_ -> new Trouble(BUSY, true));
        take();
        assertThat(claims.said()).containsExactly("claim", "retry after 1000");
        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void aRefusalIsToldAtOnce() throws InterruptedException {
        streaming(_ -> new Refused(new JobError("INVALID_ARGUMENT", 400, "bad")));
        take();
        assertThat(wire.sent())
                .containsExactly(
                        new StreamMessage.Failed(
                                claim.job(), 1, 0, new JobError("INVALID_ARGUMENT", 400, "bad")));
    }

    @Test
    void aWorkerThatHasLostTheJobSendsNothing() throws InterruptedException {
        streaming(chunks -> {
            claims.fenced();
            assertThat(chunks.take(CHUNK)).isFalse();
            return new Interrupted();
        });
        take();
        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void aCancelledStreamEndsAsCancelled() throws InterruptedException {
        streaming(chunks -> {
            chunks.take(CHUNK);
            hold.cancel();
            return new Interrupted();
        });
        take();
        assertThat(claims.said()).containsExactly("claim", "streams", "cancel");
        assertThat(((StreamMessage.Failed) wire.sent().getLast()).error().code())
                .isEqualTo("CANCELLED");
    }

    @Test
    void aBugInTheMiddleEndsTheStream() throws InterruptedException {
        streaming(chunks -> {
            chunks.take(CHUNK);
            throw new IllegalStateException("a bug");
        });
        take();
        assertThat(claims.said())
                .containsExactly("claim", "streams", "retry after 1000", "fail STREAM_BROKEN");
        assertThat(wire.sent().getLast()).isInstanceOf(StreamMessage.Failed.class);
    }

    @Test
    void aStreamThatNobodyReadsIsStillAnAnswer() throws InterruptedException {
        var silent =
                new Claim(
                        claim.job(),
                        1,
                        0,
                        3,
                        claim.method(),
                        claim.model(),
                        claim.ticket(),
                        claim.request());
        var jobs = FakeClaims.of(silent);
        streaming(afterOneChunk(WHOLE));
        Runs.run(jobs, new Runs.Tools(gate, ledger, new FakeLocker(), upstream), wire)
                .take(claim.ticket(), hold, () -> {});
        assertThat(jobs.said()).containsExactly("claim", "complete whole");
        assertThat(wire.sent()).isEmpty();
    }
}
