package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.upstream.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:50Z");

    @Test
    void aCallIsChargedAtItsArrivalAndAnsweredAfterItsLatency() throws Exception {
        MutableClock clock = MutableClock.stoppedAt(START);
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var simulator =
                GeminiSimulator.builder()
                        .clock(clock)
                        .pauser(time -> {
                            if (time.equals(Duration.ofSeconds(3))) {
                                held.countDown();
                                release.await();
                            }
                        })
                        .limits(Limits.perMinute(1))
                        .latency(() -> Duration.ofSeconds(3))
                        .start()) {
            Caller caller = Caller.of(simulator);
            var answer = CompletableFuture.supplyAsync(() -> caller.ask("slow"));
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(simulator.controls().calls(0, 9)).hasSize(1);
            assertThat(caller.ask("while it runs").status()).isEqualTo(429);
            release.countDown();
            assertThat(answer.get(10, TimeUnit.SECONDS).said()).isEqualTo("slow");
        }
    }

    @Test
    void aCallOnItsWayHasNotArrivedYet() throws Exception {
        MutableClock clock = MutableClock.stoppedAt(START);
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var simulator =
                GeminiSimulator.builder()
                        .clock(clock)
                        .pauser(time -> {
                            if (time.equals(Duration.ofSeconds(2))) {
                                held.countDown();
                                release.await();
                            }
                        })
                        .arrivalDelay(() -> Duration.ofSeconds(2))
                        .start()) {
            Caller caller = Caller.of(simulator);
            var answer = CompletableFuture.supplyAsync(() -> caller.ask("late"));
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(simulator.controls().ledger()).isEmpty();
            clock.advance(Duration.ofSeconds(11));
            release.countDown();
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(simulator.controls().calls(0, 1).getFirst().at())
                    .isEqualTo(START.plusSeconds(11));
        }
    }

    @Test
    void delaysStayWithinTheirJitter() {
        var delays = Pace.around(Duration.ofMillis(100), Duration.ofMillis(30), new Random(7));

        assertThat(Stream.generate(delays).limit(500))
                .allMatch(delay -> delay.toMillis() >= 70)
                .allMatch(delay -> delay.toMillis() <= 130);
    }

    @Test
    void aDelayIsNeverNegative() {
        var delays = Pace.around(Duration.ofMillis(1), Duration.ofMillis(50), new Random(7));

        assertThat(Stream.generate(delays).limit(500)).noneMatch(Duration::isNegative);
    }

    @Test
    void withoutJitterEveryDelayIsTheMean() {
        var delays = Pace.around(Duration.ofMillis(9), Duration.ZERO, new Random(7));

        assertThat(Stream.generate(delays).limit(5)).containsOnly(Duration.ofMillis(9));
    }
}
