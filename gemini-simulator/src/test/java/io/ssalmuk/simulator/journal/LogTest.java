package io.ssalmuk.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.journal.BodyLog.RawCall;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    private final CallLog log = new CallLog(4);

    @ParameterizedTest
    @CsvSource({
        "3, 0, 9, 1, 3",
        "4, 0, 9, 1, 4",
        "5, 0, 9, 2, 5",
        "11, 0, 9, 8, 11",
        "11, 9, 9, 10, 11",
        "11, 0, 2, 8, 9",
        "11, 8, 1, 9, 9"
    })
    void theLatestAreHeldAndReadInOrder(int added, long since, int most, long first, long last) {
        add(added);

        assertThat(log.since(since, most))
                .extracting(CallEntry::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 3", "3, 99", "9, 9"})
    void nothingComesAfterTheLast(int added, long since) {
        add(added);

        assertThat(log.since(since, 9)).isEmpty();
    }

    @Test
    void outcomesAreCountedBeyondWhatIsHeld() {
        add(11);

        assertThat(log.outcomes()).containsExactly(Map.entry("ok", 11L));
    }

    @Test
    void afterClearingTheNumbersBeginAgain() {
        add(11);

        log.clear();
        add(1);

        assertThat(log.since(0, 9)).extracting(CallEntry::sequence).containsExactly(1L);
        assertThat(log.outcomes()).containsExactly(Map.entry("ok", 1L));
    }

    @Test
    void bodiesAreHeldUpToTheirNumberOnly() {
        var bodies = new BodyLog(2);

        for (String body : new String[] {"a", "b", "c"}) {
            bodies.add(new RawCall("/", Map.of(), body));
        }

        assertThat(bodies.all()).extracting(RawCall::body).containsExactly("b", "c");
        bodies.clear();
        assertThat(bodies.all()).isEmpty();
        assertThat(new BodyLog(0).wanted()).isFalse();
    }

    private void add(int times) {
        for (int i = 0; i < times; i++) {
            log.add(
                    new CallEntry(
                            0,
                            Instant.EPOCH,
                            "p",
                            "k",
                            "m",
                            "b",
                            "v",
                            "ok",
                            200,
                            true,
                            1,
                            1,
                            "",
                            0));
        }
    }
}
