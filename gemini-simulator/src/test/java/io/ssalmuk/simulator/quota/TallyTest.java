package io.ssalmuk.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The maxima are what other tests trust, so they are compared with counting by hand. */
class TallyTest {
    private static final Instant START = Instant.parse("2026-11-01T06:30:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theMaximaAreThoseFoundByLookingAtEveryWindow(long seed) {
        List<Spending> all = spendings(seed);
        var tallies = new Tallies();
        all.forEach(each -> tallies.add(each.at(), each.cost()));

        assertThat(tallies.peaks().in60Seconds()).isEqualTo(slidingPeak(all));
        assertThat(tallies.peaks().inMinute())
                .isEqualTo(peak(all, each -> other -> minute(each).equals(minute(other))));
        assertThat(tallies.peaks().inDay())
                .isEqualTo(
                        peak(
                                all,
                                each ->
                                        other ->
                                                PacificDay.of(each.at())
                                                        .equals(PacificDay.of(other.at()))));
        assertThat(tallies.total()).isEqualTo(sum(all));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void aSlidingWindowHasRoomExactlyWhenItSays(long seed) {
        List<Spending> all = spendings(seed);
        var sliding = new SlidingTally();
        all.forEach(each -> sliding.add(each.at(), each.cost()));
        Instant now = all.getLast().at();
        Cost before = sliding.before(now);
        Cost wanted = new Cost(Math.max(1, before.requests() / 2), 0);

        Instant freed = sliding.freedAt(now, wanted);

        Cost after = sliding.before(freed.minusNanos(1));
        assertThat(before.minus(after).requests()).isLessThan(wanted.requests());
        assertThat(before.minus(sliding.before(freed)).requests())
                .isGreaterThanOrEqualTo(wanted.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void whatIsInTheWindowNowIsWhatCameInTheLastSixtySeconds(long seed) {
        List<Spending> all = spendings(seed);
        var tallies = new Tallies();
        var seen = new ArrayList<Spending>();
        for (Spending each : all) {
            tallies.add(each.at(), each.cost());
            seen.add(each);
            assertThat(tallies.inMinute(WindowKind.SLIDING, each.at(), Optional.empty()))
                    .isEqualTo(sum(seen.stream().filter(within(each)).toList()));
        }
    }

    private static Cost slidingPeak(List<Spending> all) {
        return peak(all, TallyTest::within);
    }

    /** Windows that end with a spending hold every maximum. */
    private static Predicate<Spending> within(Spending last) {
        Instant edge = last.at().minus(Duration.ofMinutes(1));
        return each -> each.at().isAfter(edge) && !each.at().isAfter(last.at());
    }

    private static Cost peak(List<Spending> all, Function<Spending, Predicate<Spending>> window) {
        Cost peak = Cost.NOTHING;
        for (Spending each : all) {
            peak = peak.orMore(sum(all.stream().filter(window.apply(each)).toList()));
        }
        return peak;
    }

    private static Cost sum(List<Spending> some) {
        return some.stream().map(Spending::cost).reduce(Cost.NOTHING, Cost::plus);
    }

    private static Instant minute(Spending spending) {
        return spending.at().truncatedTo(ChronoUnit.MINUTES);
    }

    private static List<Spending> spendings(long seed) {
        var random = new Random(seed);
        var all = new ArrayList<Spending>();
        Instant at = START;
        for (int i = 0; i < 400; i++) {
            long gap =
                    random.nextInt(50) == 0
                            ? random.nextLong(7_200_000)
                            : random.nextLong(6) * 2_000;
            at = at.plusMillis(gap);
            all.add(new Spending(at, new Cost(1 + random.nextInt(3), random.nextInt(100))));
        }
        return all;
    }

    private record Spending(Instant at, Cost cost) {}
}
