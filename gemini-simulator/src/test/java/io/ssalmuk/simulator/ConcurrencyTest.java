package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Cost;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrencyTest {
    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:50Z"));

    @ParameterizedTest
    @EnumSource
    void manyCallersTogetherGetNoMoreThanTheLimit(WindowKind window) {
        try (var simulator =
                GeminiSimulator.builder()
                        .virtualTime(clock)
                        .window(window)
                        .limits(Limits.of(50, 1_000, 60))
                        .projects(2, 2)
                        .start()) {
            storm(simulator, 400);
            clock.advance(Duration.ofMinutes(1));
            storm(simulator, 400);

            assertThat(simulator.controls().ledger())
                    .hasSize(2)
                    .allSatisfy(ConcurrencyTest::isExactlySpent);
        }
    }

    @Test
    void tokensAreNotOverspentEither() {
        try (var simulator =
                GeminiSimulator.builder()
                        .virtualTime(clock)
                        .limits(Limits.NONE.withTpm(OptionalLong.of(33)))
                        .promptTokens(10)
                        .start()) {
            storm(simulator, 100);

            assertThat(simulator.controls().ledger().getFirst().spent()).isEqualTo(new Cost(3, 30));
        }
    }

    @Test
    void everyCallIsLoggedOnceAndInTheOrderOfItsNumber() {
        try (var simulator = GeminiSimulator.builder().limits(Limits.NONE).projects(2, 2).start()) {
            storm(simulator, 300);

            var calls = simulator.controls().calls(0, 1_000);
            assertThat(calls).hasSize(300);
            assertThat(calls).extracting(call -> call.marker()).doesNotHaveDuplicates();
            assertThat(calls.getLast().sequence()).isEqualTo(300);
        }
    }

    private static void isExactlySpent(BucketReport bucket) {
        assertThat(bucket.peaks().in60Seconds().requests()).isEqualTo(50);
        assertThat(bucket.spent().requests()).isEqualTo(60);
        assertThat(bucket.accepted()).isEqualTo(60);
        assertThat(bucket.accepted() + bucket.refused()).isEqualTo(400);
    }

    private static void storm(GeminiSimulator simulator, int calls) {
        var callers =
                IntStream.range(0, simulator.keys().size())
                        .mapToObj(key -> Caller.of(simulator, key))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
            for (int i = 0; i < calls; i++) {
                int number = i;
                var _ =
                        threads.submit(
                                () -> callers.get(number % callers.size()).ask("call " + number));
            }
        }
    }
}
