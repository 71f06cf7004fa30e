package io.ssalmuk.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.stream.OpenStream.Event;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OpenStreamTest {

    private static final int MOST = 100;

    private final JobId job = JobId.next();
    private final OpenStream stream = new OpenStream(job, MOST);

    private void arrives(int sequence, int size) {
        var body = new Body(new byte[size]);
        stream.arrived(new StreamMessage.Part(job, 1, sequence, body, true));
    }

    private Event next() throws InterruptedException {
        return stream.next(Duration.ZERO);
    }

    private static Event chunk(int size) {
        return new Event.Chunk(new Body(new byte[size]));
    }

    @Test
    void chunksAreTakenInTheirOrderAndThenTheEnd() throws Exception {
        arrives(0, 1);
        arrives(1, 2);
        stream.arrived(new StreamMessage.Done(job, 1, 2));

        assertThat(next()).isEqualTo(chunk(1));
        assertThat(next()).isEqualTo(chunk(2));
        assertThat(next()).isEqualTo(new Event.Over(new Ending.Whole()));
    }

    @Test
    void nothingIsQuiet() throws Exception {
        assertThat(next()).isEqualTo(new Event.Quiet());
    }

    @Test
    void aSlowReaderGetsWhatWaitsAndThenTheEnd() throws Exception {
        arrives(0, 60);
        arrives(1, 60);
        arrives(2, 60);
        arrives(3, 60);

        assertThat(next()).isEqualTo(chunk(60));
        assertThat(next()).isEqualTo(chunk(60));
        assertThat(next()).isEqualTo(new Event.Over(Ending.tooSlow(job, MOST)));
    }

    @Test
    void aReaderThatKeepsUpMayReadAnyAmount() throws Exception {
        for (int n = 0; n < 1000; n++) {
            arrives(n, 60);
            assertThat(next()).isEqualTo(chunk(60));
        }
    }

    @Test
    void aChunkLargerThanTheBufferPassesAReaderThatKeepsUp() throws Exception {
        arrives(0, 50 * MOST);

        assertThat(next()).isEqualTo(chunk(50 * MOST));
    }

    @Test
    void afterALossWhatCameIsStillReadAndNothingFollows() throws Exception {
        arrives(0, 1);
        arrives(2, 1);
        arrives(3, 1);

        assertThat(next()).isEqualTo(chunk(1));
        assertThat(next()).isEqualTo(new Event.Over(Ending.lost(job)));
        assertThat(next()).isEqualTo(new Event.Over(Ending.lost(job)));
    }

    @Test
    void aBrokerThatGoesEndsWhatHasBegunOnly() throws Exception {
        stream.interrupted();
        assertThat(next()).isEqualTo(new Event.Quiet());

        arrives(0, 1);
        stream.interrupted();
        assertThat(next()).isEqualTo(chunk(1));
        assertThat(next()).isEqualTo(new Event.Over(Ending.lost(job)));
    }

    @Test
    void theEndOfTheProcessWaitsForNothing() throws Exception {
        arrives(0, 1);
        stream.dismiss();

        assertThat(next()).isEqualTo(new Event.Over(Ending.stopping(job)));
    }

    @Test
    void thatTheJobMayHaveEndedIsToldOnceAndAfterWhatCame() throws Exception {
        stream.mayHaveEnded();
        stream.mayHaveEnded();
        arrives(0, 1);

        assertThat(next()).isEqualTo(chunk(1));
        assertThat(next()).isEqualTo(new Event.MayHaveEnded());
        assertThat(next()).isEqualTo(new Event.Quiet());
    }

    @ConcurrentTest
    void whoReadsWhileItArrivesMissesNothing() throws Exception {
        var large = new OpenStream(job, Long.MAX_VALUE);
        var writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int n = 0; n < 10_000; n++) {
                                large.arrived(
                                        new StreamMessage.Part(job, 1, n, Body.of("" + n), true));
                            }
                            large.arrived(new StreamMessage.Done(job, 1, 10_000));
                        });
        int read = 0;
        var event = large.next(Duration.ofSeconds(20));
        while (event instanceof Event.Chunk(var body)) {
            assertThat(body.text()).isEqualTo("" + read++);
            event = large.next(Duration.ofSeconds(20));
        }
        writer.join();

        assertThat(read).isEqualTo(10_000);
        assertThat(event).isEqualTo(new Event.Over(new Ending.Whole()));
    }
}
