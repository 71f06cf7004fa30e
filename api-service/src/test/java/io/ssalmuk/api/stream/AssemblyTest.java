package io.ssalmuk.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.stream.Assembly.Made;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamMessage;
import org.junit.jupiter.api.Test;

final class AssemblyTest {

    private final JobId job = JobId.next();
    private final Assembly assembly = new Assembly(job);

    private Made part(int attempt, int sequence, String bytes, boolean last) {
        return assembly.take(new StreamMessage.Part(job, attempt, sequence, Body.of(bytes), last));
    }

    private static Made chunk(String json) {
        return new Made.Chunk(Body.of(json));
    }

    private Made lost() {
        return new Made.End(Ending.lost(job));
    }

    @Test
    void chunksComeOneByOne() {
        assertThat(assembly.begun()).isFalse();
        assertThat(part(1, 0, "{}", true)).isEqualTo(chunk("{}"));
        assertThat(assembly.begun()).isTrue();
        assertThat(part(1, 1, "{\"a\":1}", true)).isEqualTo(chunk("{\"a\":1}"));
        assertThat(assembly.take(new StreamMessage.Done(job, 1, 2)))
                .isEqualTo(new Made.End(new Ending.Whole()));
    }

    @Test
    void partsMakeOneChunk() {
        assertThat(part(1, 0, "{\"a\"", false)).isEqualTo(new Made.Nothing());
        assertThat(part(1, 1, ":", false)).isEqualTo(new Made.Nothing());
        assertThat(part(1, 2, "1}", true)).isEqualTo(chunk("{\"a\":1}"));
        assertThat(part(1, 3, "{}", true)).isEqualTo(chunk("{}"));
    }

    @Test
    void aMissingMessageIsNoticedAtTheNext() {
        part(1, 0, "{}", true);
        assertThat(part(1, 2, "{}", true)).isEqualTo(lost());
    }

    @Test
    void aMissingBeginningIsNoticed() {
        assertThat(part(1, 1, "{}", true)).isEqualTo(lost());
    }

    @Test
    void aMissingEndIsNoticedAtTheEnd() {
        part(1, 0, "{}", true);
        assertThat(assembly.take(new StreamMessage.Done(job, 1, 2))).isEqualTo(lost());
    }

    @Test
    void aMessageThatComesTwiceIsNoGoodEither() {
        part(1, 0, "{}", true);
        assertThat(part(1, 0, "{}", true)).isEqualTo(lost());
    }

    @Test
    void anyAttemptMayBeginAndNoOtherGoesOn() {
        assertThat(part(3, 0, "{}", true)).isEqualTo(chunk("{}"));
        assertThat(part(4, 1, "{}", true)).isEqualTo(lost());
    }

    @Test
    void aFailureEndsItWhateverIsMissing() {
        var error = new JobError("UNAVAILABLE", 503, "busy");
        assertThat(assembly.take(new StreamMessage.Failed(job, 1, 7, error)))
                .isEqualTo(new Made.End(new Ending.Broken(error)));
    }
}
