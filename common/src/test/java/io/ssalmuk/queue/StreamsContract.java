package io.ssalmuk.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.ReplyAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link StreamChunks} does. */
public interface StreamsContract {

    Wire wire();

    static StreamMessage.Part part(JobId job, int sequence, String text) {
        return new StreamMessage.Part(job, 1, sequence, Body.of(text), true);
    }

    @Test
    default void eachKindOfMessageArrivesAsItWasSent() {
        try (var worker = wire().neighbour()) {
            var hand = new StreamHand();
            var here = wire().chunks().listen(hand);
            var job = JobId.next();
            List<StreamMessage> sent =
                    List.of(
                            new StreamMessage.Part(job, 3, 0, Body.of("{\"a\": \"쌀"), false),
                            new StreamMessage.Part(job, 3, 1, Body.of("묵\"}"), true),
                            new StreamMessage.Done(job, 3, 2),
                            new StreamMessage.Failed(
                                    job, 3, 2, new JobError("UNAVAILABLE", 503, "busy \n ü")),
                            new StreamMessage.Failed(job, 3, 2, new JobError("BROKEN", null, "")));

            sent.forEach(message -> worker.chunks().send(here, message));

            assertThat(hand.take(5)).isEqualTo(sent);
        }
    }

    @Test
    default void aChunkCutAnywhereIsTheSameBytes() {
        try (var worker = wire().neighbour()) {
            var hand = new StreamHand();
            var here = wire().chunks().listen(hand);
            byte[] bytes = "쌀".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var half = new Body(Arrays.copyOf(bytes, 2));

            worker.chunks().send(here, new StreamMessage.Part(JobId.next(), 1, 0, half, false));

            assertThat(((StreamMessage.Part) hand.take()).bytes()).isEqualTo(half);
        }
    }

    @Test
    default void theLargestMessageGoesThrough() {
        try (var worker = wire().neighbour()) {
            var hand = new StreamHand();
            var here = wire().chunks().listen(hand);
            var large = new Body(new byte[StreamChunks.MOST_BYTES]);

            worker.chunks().send(here, new StreamMessage.Part(JobId.next(), 1, 0, large, true));

            assertThat(((StreamMessage.Part) hand.take()).bytes()).isEqualTo(large);
        }
    }

    @Test
    default void eachProcessGetsWhatIsSentToIt() {
        try (var worker = wire().neighbour();
                var other = wire().neighbour()) {
            var one = new StreamHand();
            var two = new StreamHand();
            var here = wire().chunks().listen(one);
            var there = other.chunks().listen(two);
            var mine = part(JobId.next(), 0, "{\"for\": 1}");
            var theirs = part(JobId.next(), 0, "{\"for\": 2}");

            worker.chunks().send(there, theirs);
            worker.chunks().send(here, mine);

            assertThat(one.take()).isEqualTo(mine);
            assertThat(two.take()).isEqualTo(theirs);
            assertThat(one.isEmpty()).isTrue();
            assertThat(two.isEmpty()).isTrue();
        }
    }

    @Test
    default void whatIsSentToAProcessThatIsGoneIsDroppedAndDisturbsNobody() {
        try (var worker = wire().neighbour()) {
            ReplyAddress gone;
            try (var ending = wire().neighbour()) {
                gone = ending.chunks().listen(new StreamHand());
            }
            var hand = new StreamHand();
            var here = wire().chunks().listen(hand);

            worker.chunks().send(gone, part(JobId.next(), 0, "{}"));
            worker.chunks().send(new ReplyAddress("never-was"), part(JobId.next(), 0, "{}"));
            var next = part(JobId.next(), 0, "{}");
            worker.chunks().send(here, next);

            assertThat(hand.take()).isEqualTo(next);
        }
    }

    @ConcurrentTest
    default void theMessagesOfAJobDoNotOvertakeOneAnother() {
        try (var worker = wire().neighbour();
                var second = wire().neighbour()) {
            var hand = new StreamHand();
            var here = wire().chunks().listen(hand);
            var jobs = List.of(JobId.next(), JobId.next(), JobId.next(), JobId.next());

            Race.of(
                    4,
                    n -> {
                        var by = n % 2 == 0 ? worker : second;
                        IntStream.range(0, 50)
                                .forEach(i -> by.chunks().send(here, part(jobs.get(n), i, "{}")));
                        return true;
                    });

            var arrived = hand.take(200);
            for (var job : jobs) {
                assertThat(arrived.stream().filter(m -> m.job().equals(job)))
                        .extracting(StreamMessage::sequence)
                        .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
            }
        }
    }
}
