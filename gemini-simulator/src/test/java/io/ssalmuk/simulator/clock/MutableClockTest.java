package io.ssalmuk.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MutableClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aStoppedClockStandsStill() {
        MutableClock clock = MutableClock.stoppedAt(NOON);

        assertThat(clock.instant()).isEqualTo(NOON);
        clock.advance(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void aTickingClockKeepsItsLead() {
        MutableClock clock = MutableClock.ticking();

        clock.advance(Duration.ofDays(2));

        assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofDays(1)));
    }

    @Test
    void timeDoesNotGoBack() {
        MutableClock clock = MutableClock.stoppedAt(NOON);

        assertThatThrownBy(() -> clock.advanceTo(NOON.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only goes forward");
    }

    @Test
    void aPauseEndsWhenTheClockHasBeenPushedFarEnough() throws Exception {
        MutableClock clock = MutableClock.stoppedAt(NOON);
        var waiting = new CountDownLatch(1);
        CompletableFuture<Instant> woken =
                CompletableFuture.supplyAsync(() -> pause(clock, waiting));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        clock.advance(Duration.ofSeconds(59));
        assertThat(woken).isNotDone();
        // The pauser may read its start only now, so that a whole minute more is what ends it.
        clock.advance(Duration.ofSeconds(60));

        while (!woken.isDone()) {
            clock.advance(Duration.ofSeconds(60));
        }
        assertThat(woken.get()).isAfterOrEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aPauseOnATickingClockEndsByItself() throws InterruptedException {
        MutableClock clock = MutableClock.ticking();
        Instant before = clock.instant();

        clock.pause(Duration.ofMillis(2));

        assertThat(clock.instant()).isAfterOrEqualTo(before.plusMillis(2));
    }

    private static Instant pause(MutableClock clock, CountDownLatch waiting) {
        try {
            waiting.countDown();
            clock.pause(Duration.ofMinutes(1));
            return clock.instant();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
