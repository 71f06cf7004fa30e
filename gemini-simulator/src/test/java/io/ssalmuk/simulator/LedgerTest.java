package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Cost;
import io.ssalmuk.simulator.quota.Dimension;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:50Z"));
    private final GeminiSimulator simulator =
            GeminiSimulator.builder()
                    .virtualTime(clock)
                    .limits(Limits.perMinute(3))
                    .keep(10, 0)
                    .start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aBurstAcrossTheFullMinuteShowsInTheSlidingWindowOnly() {
        ask(3);
        clock.advance(Duration.ofSeconds(10));
        ask(3);

        BucketReport bucket = bucket();
        assertThat(bucket.peaks().in60Seconds()).isEqualTo(new Cost(6, 6));
        assertThat(bucket.peaks().inMinute()).isEqualTo(new Cost(3, 3));
        assertThat(bucket.peaks().inDay()).isEqualTo(new Cost(6, 6));
        assertThat(bucket.spent()).isEqualTo(new Cost(6, 6));
    }

    @Test
    void callsSixtySecondsApartAreNotInOneWindow() {
        ask(3);
        clock.advance(Duration.ofMinutes(1));
        ask(2);

        assertThat(bucket().peaks().in60Seconds().requests()).isEqualTo(3);
    }

    @Test
    void theMaximumOfADayOutlivesTheDay() {
        ask(3);
        clock.advance(Duration.ofDays(1));
        ask(1);

        assertThat(bucket().peaks().inDay().requests()).isEqualTo(3);
        assertThat(bucket().spent().requests()).isEqualTo(4);
    }

    @Test
    void refusalsAreCountedByWhatRefusedThem() {
        ask(5);

        assertThat(bucket().accepted()).isEqualTo(3);
        assertThat(bucket().refused()).isEqualTo(2);
        assertThat(bucket().refusedBy()).containsEntry(Dimension.MINUTE, 2L);
    }

    @Test
    void callsAreLoggedInOrderWithWhatIdentifiesThem() {
        caller.ask("marker-7 and more");
        caller.ask("gemini-9", "x");

        List<CallEntry> calls = simulator.controls().calls(0, 100);
        assertThat(calls).extracting(CallEntry::sequence).containsExactly(1L, 2L);
        CallEntry first = calls.getFirst();
        assertThat(first.marker()).isEqualTo("marker-7 and more");
        assertThat(first.key()).isEqualTo("project-1/key-1");
        assertThat(first.at()).isEqualTo(clock.instant());
        assertThat(first.outcome()).isEqualTo("ok");
        assertThat(first.charged()).isTrue();
        assertThat(calls.getLast().status()).isEqualTo(404);
        assertThat(calls.getLast().charged()).isFalse();
    }

    @Test
    void aMarkerIsAtMost200CharactersLong() {
        caller.ask("x".repeat(500));

        assertThat(simulator.controls().calls(0, 1).getFirst().marker()).hasSize(200);
    }

    @Test
    void theLogHoldsTheLatestCallsOnly() {
        ask(14);

        List<CallEntry> calls = simulator.controls().calls(0, 100);
        assertThat(calls).extracting(CallEntry::sequence).first().isEqualTo(5L);
        assertThat(calls).hasSize(10);
        assertThat(simulator.controls().calls(12, 100)).hasSize(2);
        assertThat(simulator.controls().calls(12, 1)).hasSize(1);
        assertThat(simulator.controls().outcomes()).containsEntry("refused:MINUTE", 11L);
    }

    @Test
    void lateCallsCountAsOfTheirArrival() {
        simulator
                .controls()
                .changePace(pace ->
                        pace.withArrival(() -> {
                            clock.advance(Duration.ofSeconds(2));
                            return Duration.ZERO;
                        }));

        caller.ask("x");

        assertThat(simulator.controls().calls(0, 1).getFirst().at())
                .isEqualTo(Instant.parse("2026-11-22T10:00:52Z"));
    }

    @Test
    void aResetForgetsWhatHappenedAndKeepsTheLimits() {
        ask(4);

        simulator.controls().reset();

        assertThat(simulator.controls().ledger()).isEmpty();
        assertThat(simulator.controls().calls(0, 9)).isEmpty();
        ask(4);
        assertThat(bucket().accepted()).isEqualTo(3);
    }

    @Test
    void aLogOfNothingIsRejected() {
        assertThatThrownBy(() -> GeminiSimulator.builder().keep(0, 0).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            caller.ask("x");
        }
    }

    private BucketReport bucket() {
        return simulator.controls().ledger("project-1", Caller.FLASH).orElseThrow();
    }
}
