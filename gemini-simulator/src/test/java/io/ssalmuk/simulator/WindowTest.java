package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:50Z"));

    @Test
    void aFixedMinuteIsFreshAtTheFullMinute() {
        try (var simulator = simulator(Limits.perMinute(3)).start()) {
            Caller caller = Caller.of(simulator);

            assertThat(accepted(caller, 5)).isEqualTo(3);
            clock.advance(Duration.ofSeconds(10));
            assertThat(accepted(caller, 5)).isEqualTo(3);
        }
    }

    @Test
    void aSlidingMinuteGivesBackEachPlaceSixtySecondsAfterItWasTaken() {
        try (var simulator = simulator(Limits.perMinute(3)).window(WindowKind.SLIDING).start()) {
            Caller caller = Caller.of(simulator);

            assertThat(accepted(caller, 2)).isEqualTo(2);
            clock.advance(Duration.ofSeconds(10));
            assertThat(accepted(caller, 2)).isEqualTo(1);
            clock.advance(Duration.ofSeconds(50).minusNanos(1));
            assertThat(accepted(caller, 1)).isZero();
            clock.advance(Duration.ofNanos(1));
            assertThat(accepted(caller, 5)).isEqualTo(2);
        }
    }

    @Test
    void aSlidingRefusalSaysWhenThereWillBeRoom() {
        try (var simulator = simulator(Limits.perMinute(1)).window(WindowKind.SLIDING).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("first");
            clock.advance(Duration.ofSeconds(18));

            Answer refused = caller.ask("second");

            assertThat(refused.detail("RetryInfo").path("retryDelay").asString()).isEqualTo("42s");
        }
    }

    @Test
    void aSlidingRefusalWaitsForAsManyTokensAsTheCallNeeds() {
        Limits limits = Limits.NONE.withTpm(OptionalLong.of(10));
        try (var simulator = simulator(limits).window(WindowKind.SLIDING).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("x".repeat(20));
            clock.advance(Duration.ofSeconds(10));
            caller.ask("x".repeat(20));
            clock.advance(Duration.ofSeconds(10));

            Answer refused = caller.ask("x".repeat(24));

            assertThat(refused.detail("RetryInfo").path("retryDelay").asString()).isEqualTo("50s");
        }
    }

    @Test
    void inputTokensAreLimitedByTheMinute() {
        Limits limits = Limits.NONE.withTpm(OptionalLong.of(10));
        try (var simulator = simulator(limits).start()) {
            Caller caller = Caller.of(simulator);

            assertThat(caller.ask("x".repeat(24)).status()).isEqualTo(200);
            assertThat(caller.ask("x".repeat(20)).status()).isEqualTo(429);
            assertThat(caller.ask("x".repeat(16)).status()).isEqualTo(200);
        }
    }

    @Test
    void aSecondKeyOfAProjectAddsNothing() {
        try (var simulator = simulator(Limits.perMinute(3)).projects(2, 2).start()) {
            assertThat(accepted(Caller.of(simulator, 0), 2)).isEqualTo(2);
            assertThat(accepted(Caller.of(simulator, 1), 2)).isEqualTo(1);
            assertThat(accepted(Caller.of(simulator, 2), 5)).isEqualTo(3);
        }
    }

    @Test
    void aliasesShareTheBucketOfTheModelTheyStandFor() {
        try (var simulator = simulator(Limits.perMinute(2)).start()) {
            Caller caller = Caller.of(simulator);

            assertThat(caller.ask("gemini-flash-latest", "one").status()).isEqualTo(200);
            assertThat(caller.ask("gemini-3-flash-preview", "two").status()).isEqualTo(200);

            Answer refused = caller.ask("gemini-flash-latest", "three");
            assertThat(refused.violation(0).at("/quotaDimensions/model").asString())
                    .isEqualTo("gemini-3-flash");
        }
    }

    @Test
    void eachTextOfABatchIsARequest() {
        try (var simulator = simulator(Limits.perMinute(5)).start()) {
            Caller caller = Caller.of(simulator);

            assertThat(caller.embed("a", "b", "c").status()).isEqualTo(200);
            assertThat(caller.embed("a", "b", "c").status()).isEqualTo(429);
            assertThat(caller.embed("a", "b").status()).isEqualTo(200);
        }
    }

    @Test
    void countingAndListingAreOutsideAllQuotas() {
        try (var simulator = simulator(Limits.perMinute(0)).start()) {
            Caller caller = Caller.of(simulator);
            String count = "/v1beta/models/gemini-2.5-flash:countTokens";

            assertThat(caller.post(count, Caller.contents("four").toString()).status())
                    .isEqualTo(200);
            assertThat(caller.get("/v1beta/models").status()).isEqualTo(200);
            assertThat(caller.get("/v1beta/files").status()).isEqualTo(200);
        }
    }

    @Test
    void theDayEndsAtMidnightInLosAngelesWhenItHas25Hours() {
        clock.advanceTo(Instant.parse("2027-11-07T07:00:00Z")); // 00:00 PDT
        try (var simulator = simulator(day(1)).start()) {
            Caller caller = Caller.of(simulator);
            assertThat(accepted(caller, 1)).isEqualTo(1);

            clock.advanceTo(Instant.parse("2027-11-08T07:59:59Z")); // 23:59:59 PST
            assertThat(accepted(caller, 1)).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(accepted(caller, 1)).isEqualTo(1);
        }
    }

    @Test
    void theDayEndsAtMidnightInLosAngelesWhenItHas23Hours() {
        clock.advanceTo(Instant.parse("2027-03-14T08:00:00Z")); // 00:00 PST
        try (var simulator = simulator(day(1)).start()) {
            Caller caller = Caller.of(simulator);
            assertThat(accepted(caller, 1)).isEqualTo(1);

            clock.advanceTo(Instant.parse("2027-03-15T06:59:59Z")); // 23:59:59 PDT
            assertThat(accepted(caller, 1)).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(accepted(caller, 1)).isEqualTo(1);
        }
    }

    @Test
    void refusalsCountIfSoAsked() {
        try (var simulator =
                simulator(day(20).withRpm(OptionalLong.of(1))).refusalsCount(true).start()) {
            Caller caller = Caller.of(simulator);

            accepted(caller, 20);
            clock.advance(Duration.ofMinutes(1));

            assertThat(caller.ask("again").violation(0).path("quotaId").asString())
                    .contains("PerDay");
        }
    }

    @Test
    void refusalsDoNotCountByDefault() {
        try (var simulator = simulator(day(20).withRpm(OptionalLong.of(1))).start()) {
            Caller caller = Caller.of(simulator);

            accepted(caller, 30);
            clock.advance(Duration.ofMinutes(1));

            assertThat(caller.ask("again").status()).isEqualTo(200);
        }
    }

    @Test
    void somebodyElseTakesTheirShareAtTheStartOfEachMinute() {
        try (var simulator = simulator(Limits.perMinute(5)).start()) {
            simulator.controls().setOtherUse("project-1", Caller.FLASH, 3, false);
            Caller caller = Caller.of(simulator);

            assertThat(accepted(caller, 5)).isEqualTo(2);
            clock.advance(Duration.ofSeconds(10));
            assertThat(accepted(caller, 5)).isEqualTo(2);
        }
    }

    @Test
    void somebodyElseTakesTheirShareEvenly() {
        clock.advance(Duration.ofSeconds(10)); // the full minute
        try (var simulator = simulator(Limits.perMinute(4)).start()) {
            simulator.controls().setOtherUse("project-1", Caller.FLASH, 2, true);
            Caller caller = Caller.of(simulator);

            assertThat(accepted(caller, 3)).isEqualTo(3);
            clock.advance(Duration.ofSeconds(31)); // one of theirs has come
            assertThat(accepted(caller, 3)).isZero();
        }
    }

    @Test
    void limitsOfOneProjectAndModelGoBeforeTheGeneralOnes() {
        try (var simulator =
                simulator(Limits.perMinute(1))
                        .limits("gemini-3-flash-preview", Limits.perMinute(2))
                        .limits("project-1", "gemini-flash-latest", Limits.perMinute(3))
                        .projects(2, 1)
                        .start()) {
            assertThat(accepted(Caller.of(simulator, 0), "gemini-flash-latest")).isEqualTo(3);
            assertThat(accepted(Caller.of(simulator, 1), "gemini-flash-latest")).isEqualTo(2);
            assertThat(accepted(Caller.of(simulator, 1), Caller.FLASH)).isEqualTo(1);
        }
    }

    private SimulatorBuilder simulator(Limits limits) {
        return GeminiSimulator.builder().virtualTime(clock).limits(limits);
    }

    private static Limits day(long requests) {
        return Limits.NONE.withRpd(OptionalLong.of(requests));
    }

    private static long accepted(Caller caller, int calls) {
        return IntStream.range(0, calls).filter(_ -> caller.ask("x").status() == 200).count();
    }

    private static long accepted(Caller caller, String model) {
        return IntStream.range(0, 9).filter(_ -> caller.ask(model, "x").status() == 200).count();
    }
}
