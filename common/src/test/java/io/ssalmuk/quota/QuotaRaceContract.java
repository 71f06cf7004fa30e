package io.ssalmuk.quota;

import static io.ssalmuk.quota.QuotaScene.permits;
import static io.ssalmuk.quota.QuotaStore.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workers lease, send, settle, give back, are throttled, come too late and fall over at random,
 * while the clock runs and the operator changes his mind. What is checked is the log of calls as
 * they would arrive at Google, not the ledger's own count.
 */
public interface QuotaRaceContract extends QuotaScene {

    int THREADS = 8;
    int ROUNDS = 120;
    int RPM = 8;
    int RPD = 60;
    int TPM = 2_000;
    Duration JITTER = Duration.ofMillis(300);
    Duration TICK = Duration.ofMillis(40);
    Duration SHORT = Duration.ofMinutes(6);
    ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** Five minutes before a day of 23 hours. */
    Instant LATE = Instant.parse("2026-03-08T07:55:00Z");

    /** A call as Google sees it. */
    record Call(ProjectId project, Instant arrival, int units, long tokens) {}

    @ConcurrentTest
    default void inNoMinuteAndOnNoDayMoreCallsArriveThanTheLimit() {
        long seed = ThreadLocalRandom.current().nextLong();
        store().set(LATE);
        projects(3);
        limits(new Limits(RPM, (long) TPM, RPD));

        var logs = Race.of(THREADS, n -> worker(new SplittableRandom(seed + n)));

        var calls = logs.stream().flatMap(List::stream).toList();
        assertThat(calls).as("seed %d", seed).hasSizeGreaterThan(3 * RPM);
        byProject(calls)
                .forEach((project, log) -> {
                    assertThat(busiestMinute(log, Call::units))
                            .as("requests of %s, seed %d", project, seed)
                            .isBetween(1L, (long) RPM);
                    assertThat(busiestMinute(log, Call::tokens))
                            .as("tokens of %s, seed %d", project, seed)
                            .isBetween(1L, (long) TPM);
                    assertThat(busiestDay(log))
                            .as("%s, seed %d", project, seed)
                            .isLessThanOrEqualTo(RPD);
                });
    }

    private List<Call> worker(SplittableRandom random) {
        var log = new ArrayList<Call>();
        for (int round = 0; round < ROUNDS; round++) {
            var before = store().now();
            var asks = asks(random);
            var answer = store().ledger().lease(FLASH, asks, random.nextInt(1, asks.size() + 1));
            permits(answer).forEach(permit -> use(permit, before, random, log));
            if (random.nextInt(20) == 0) {
                limits(
                        new Limits(
                                random.nextInt(5, RPM + 1),
                                random.nextLong(TPM / 2, TPM + 1),
                                RPD));
            }
            store().pass(untilNext(answer, random));
        }
        return log;
    }

    private static List<Ask> asks(SplittableRandom random) {
        return Stream.generate(() ->
                        new Ask(
                                random.nextInt(1, 4),
                                random.nextLong(1, TPM / 4),
                                random.nextBoolean()))
                .limit(random.nextInt(1, 6))
                .toList();
    }

    /** Some prepare for long, and keep their place meanwhile. */
    private void use(Permit permit, Instant before, SplittableRandom random, List<Call> log) {
        if (random.nextInt(6) != 0) {
            leave(permit, before, random, log);
            return;
        }
        store().pass(upTo(Duration.ofMillis(200), random));
        var again = store().now();
        store().ledger().renew(permit).ifPresent(mine -> leave(mine, again, random, log));
    }

    private void leave(Permit permit, Instant before, SplittableRandom random, List<Call> log) {
        var now = store().now();
        var slack = permit.useBy().minus(Duration.between(before, now));
        if (!slack.isPositive()) {
            return; // late: it stays spent
        }
        if (random.nextInt(5) == 0) {
            store().ledger().giveBack(permit);
            return;
        }
        send(permit, now.plus(upTo(slack, random)), random, log);
        if (random.nextInt(20) == 0) {
            store().ledger().coolDown(permit, upTo(Duration.ofSeconds(5), random), "RPM");
        }
    }

    /**
     * Some take long to send, and nobody knows at which of their bytes they are counted. Their last
     * piece leaves on a stamp, as the first does on a permit, or not at all.
     */
    private void send(Permit permit, Instant first, SplittableRandom random, List<Call> log) {
        var counted = first;
        if (random.nextInt(6) == 0) {
            store().pass(upTo(Duration.ofMillis(200), random));
            var before = store().now();
            boolean held = store().ledger().stamp(permit);
            var slack = permit.useBy().minus(Duration.between(before, store().now()));
            if (held && slack.isPositive() && random.nextBoolean()) {
                counted = before.plus(upTo(slack, random));
            }
        }
        var arrival = counted.plus(upTo(JITTER, random));
        long tokens = random.nextLong(1, permit.tokens() + 1);
        log.add(new Call(permit.project(), arrival, permit.units(), tokens));
        answer(permit, tokens, random);
    }

    /** The answer says what was counted, some of it long after the place has gone. */
    private void answer(Permit permit, long tokens, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> {} // fell over before
            case 1 -> {
                store().pass(upTo(Duration.ofSeconds(1), random));
                store().ledger().settle(permit, tokens);
            }
            default -> store().ledger().settle(permit, tokens);
        }
    }

    /** Some sleep as they are told, and so wake on the very edge of the window. */
    private static Duration untilNext(LeaseAnswer answer, SplittableRandom random) {
        return answer instanceof LeaseAnswer.Exhausted(var _, var pause)
                        && pause.compareTo(SHORT) < 0
                        && random.nextInt(4) == 0
                ? pause
                : upTo(TICK, random);
    }

    private static Duration upTo(Duration most, SplittableRandom random) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private static Map<ProjectId, List<Call>> byProject(List<Call> calls) {
        return calls.stream().collect(Collectors.groupingBy(Call::project));
    }

    private static long busiestMinute(List<Call> calls, ToLongFunction<Call> weight) {
        var sorted = calls.stream().sorted(Comparator.comparing(Call::arrival)).toList();
        long busiest = 0;
        int first = 0;
        long sum = 0;
        for (var call : sorted) {
            sum += weight.applyAsLong(call);
            while (!sorted.get(first).arrival().isAfter(call.arrival().minus(WINDOW))) {
                sum -= weight.applyAsLong(sorted.get(first++));
            }
            busiest = Math.max(busiest, sum);
        }
        return busiest;
    }

    private static int busiestDay(List<Call> calls) {
        return calls.stream()
                .collect(
                        Collectors.groupingBy(
                                call -> LocalDate.ofInstant(call.arrival(), PACIFIC),
                                Collectors.summingInt(Call::units)))
                .values()
                .stream()
                .max(Integer::compare)
                .orElse(0);
    }
}
