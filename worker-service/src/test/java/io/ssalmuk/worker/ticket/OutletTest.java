package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.worker.fixture.FakeStreams;
import io.ssalmuk.worker.fixture.Given;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class OutletTest {

    private static final JobError ERROR = new JobError("INTERNAL", 500, "no");

    private final FakeStreams wire = new FakeStreams();
    private final Outlets outlets = new Outlets(wire);

    @Test
    void messagesAreNumberedWithoutAGap() {
        var claim = Given.streamed();
        var outlet = outlets.open(claim).orElseThrow();
        outlet.chunk(Body.of("{}"));
        outlet.chunk(Body.of("{\"a\":1}"));
        outlets.done(claim);
        assertThat(wire.sent())
                .containsExactly(
                        new StreamMessage.Part(claim.job(), 1, 0, Body.of("{}"), true),
                        new StreamMessage.Part(claim.job(), 1, 1, Body.of("{\"a\":1}"), true),
                        new StreamMessage.Done(claim.job(), 1, 2));
    }

    @Test
    void aChunkThatNoMessageCanHoldGoesInParts() {
        byte[] large = new byte[2 * StreamChunks.MOST_BYTES + 3];
        large[large.length - 1] = '!';
        outlets.open(Given.streamed()).orElseThrow().chunk(new Body(large));
        var all = new ByteArrayOutputStream();
        for (int n = 0; n < wire.sent().size(); n++) {
            var part = (StreamMessage.Part) wire.sent().get(n);
            assertThat(part.sequence()).isEqualTo(n);
            assertThat(part.last()).isEqualTo(n == 2);
            assertThat(part.bytes().bytes()).hasSizeLessThanOrEqualTo(StreamChunks.MOST_BYTES);
            all.writeBytes(part.bytes().bytes());
        }
        assertThat(wire.sent()).hasSize(3);
        assertThat(all.toByteArray()).isEqualTo(large);
    }

    @Test
    void aChunkThatFillsAMessageExactlyIsOne() {
        var body = new Body(new byte[StreamChunks.MOST_BYTES]);
        outlets.open(Given.streamed()).orElseThrow().chunk(body);
        assertThat(wire.sent()).hasSize(1);
    }

    @Test
    void aFailureIsToldWhetherACallWasMadeOrNot() {
        var called = Given.streamed();
        outlets.open(called).orElseThrow().chunk(Body.of("{}"));
        outlets.failed(called, ERROR);
        var uncalled = Given.streamed();
        outlets.failed(uncalled, ERROR);
        assertThat(wire.sent())
                .contains(
                        new StreamMessage.Failed(called.job(), 1, 1, ERROR),
                        new StreamMessage.Failed(uncalled.job(), 1, 0, ERROR));
    }

    @Test
    void nobodyIsToldOfAJobThatNobodyStreams() {
        var claim = Given.claim("{}");
        assertThat(outlets.open(claim)).isEmpty();
        outlets.done(claim);
        outlets.failed(claim, ERROR);
        outlets.forget(claim);
        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void whatWasForgottenIsNotDone() {
        var claim = Given.streamed();
        assertThat(outlets.open(claim)).isPresent();
        outlets.forget(claim);
        outlets.done(claim);
        assertThat(wire.sent()).isEmpty();
    }
}
