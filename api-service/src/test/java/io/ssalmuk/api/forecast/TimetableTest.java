package io.ssalmuk.api.forecast;

import static io.ssalmuk.api.forecast.Supplies.MIDNIGHT;
import static io.ssalmuk.api.forecast.Supplies.NOON;
import static io.ssalmuk.api.forecast.Supplies.WINDOW;
import static io.ssalmuk.api.forecast.Supplies.full;
import static io.ssalmuk.api.forecast.Supplies.idle;
import static io.ssalmuk.api.forecast.Supplies.projects;
import static io.ssalmuk.api.forecast.Supplies.resting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssalmuk.quota.Supply;
import io.ssalmuk.quota.Supply.Release;
import io.ssalmuk.quota.Supply.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static Timetable of(Supply supply) {
        return new Timetable(supply, 1, false);
    }

    private static Instant left(Timetable timetable, double calls) {
        return timetable.left(calls).orElseThrow();
    }

    private static void isAbout(Instant is, Instant expected) {
        assertThat(is).isCloseTo(expected, within(500, ChronoUnit.MILLIS));
    }

    @Test
    void whatThereIsPlaceForLeavesAtOnce() {
        var idle = of(projects(10, idle(15)));

        assertThat(left(idle, 1)).isEqualTo(NOON);
        assertThat(left(idle, 150)).isEqualTo(NOON);
        assertThat(idle.by(NOON)).isEqualTo(150);
    }

    @Test
    void theRestLeavesWindowAfterWindow() {
        var idle = of(projects(10, idle(15)));

        isAbout(left(idle, 151), NOON.plus(WINDOW));
        isAbout(left(idle, 300), NOON.plus(WINDOW));
        isAbout(left(idle, 301), NOON.plus(WINDOW.multipliedBy(2)));
        isAbout(left(idle, 1_500), NOON.plus(WINDOW.multipliedBy(9)));
    }

    @Test
    void placesThatAreTakenComeFreeWhenTheyDo() {
        var busy = of(projects(1, full(15, Duration.ofSeconds(20))));

        assertThat(busy.by(NOON)).isZero();
        isAbout(left(busy, 1), NOON.plusSeconds(20));
        isAbout(left(busy, 16), NOON.plusSeconds(20).plus(WINDOW));
    }

    @Test
    void projectsThatRestAreCountedFromThenOn() {
        var one = of(Supplies.of(List.of(idle(15), resting(15, NOON.plusSeconds(90)))));

        isAbout(left(one, 16), NOON.plus(WINDOW));
        isAbout(left(one, 31), NOON.plusSeconds(90));
        isAbout(left(of(projects(1, resting(15, NOON.plusSeconds(90)))), 1), NOON.plusSeconds(90));
    }

    @Test
    void aDayThatIsUsedUpGoesOnAtMidnight() {
        var used = new Share(15, null, 20, 0, 0, 0, NOON, List.of());
        var timetable = of(projects(2, used));

        assertThat(left(timetable, 1)).isEqualTo(MIDNIGHT);
        assertThat(left(timetable, 30)).isEqualTo(MIDNIGHT);
        isAbout(left(timetable, 31), MIDNIGHT.plus(WINDOW));
        isAbout(left(timetable, 41), MIDNIGHT.plus(Duration.ofDays(1)));
        isAbout(left(timetable, 40 * 30 + 1), MIDNIGHT.plus(Duration.ofDays(30)));
    }

    @Test
    void daysAreAsLongAsTheyAre() {
        var saturday = Instant.parse("2027-11-06T20:00:00Z");
        var used = new Share(15, null, 20, 0, 0, 0, saturday, List.of());
        var supply = new Supply(saturday, LocalDate.of(2027, 11, 6), WINDOW, 0, 1, List.of(used));

        assertThat(left(of(supply), 1)).isEqualTo("2027-11-07T07:00:00Z");
        assertThat(left(of(supply), 21)).isEqualTo("2027-11-08T08:00:00Z");
        assertThat(left(of(supply), 41)).isEqualTo("2027-11-09T08:00:00Z");
    }

    @Test
    void tokensBindWhereTheyAreScarcer() {
        var supply = projects(1, idle(15, 1_000L, null));

        var small = new Timetable(supply, 10, false);
        assertThat(small.tokensBind()).isFalse();
        assertThat(left(small, 15)).isEqualTo(NOON);
        var large = new Timetable(supply, 300, false);
        assertThat(large.tokensBind()).isTrue();
        assertThat(left(large, 3)).isEqualTo(NOON);
        isAbout(left(large, 4), NOON.plus(WINDOW));
    }

    @Test
    void tokensThatAreTakenComeFreeWithTheirCalls() {
        var release = new Release(Duration.ofSeconds(30), 1, 900);
        var share = new Share(15, 1_000L, null, 1, 900, null, NOON, List.of(release));

        isAbout(left(new Timetable(projects(1, share), 500, false), 1), NOON.plusSeconds(30));
    }

    @Test
    void bulkCallsLeaveTheirShareToTheOthers() {
        var kept =
                new Supply(NOON, Supplies.of(List.of()).today(), WINDOW, 0.2, 1, List.of(idle(15)));

        assertThat(new Timetable(kept, 1, false).by(NOON)).isEqualTo(12);
        assertThat(new Timetable(kept, 1, true).by(NOON)).isEqualTo(15);
    }

    @Test
    void aShareStandsForManyProjects() {
        var supply =
                new Supply(NOON, Supplies.of(List.of()).today(), WINDOW, 0, 100, List.of(idle(15)));

        assertThat(left(of(supply), 1_500)).isEqualTo(NOON);
        isAbout(left(of(supply), 1_501), NOON.plus(WINDOW));
    }

    @Test
    void withoutLimitsEverythingLeavesNow() {
        assertThat(left(of(projects(1, idle(null, null, null))), 1e9)).isEqualTo(NOON);
    }

    @Test
    void withoutProjectsNothingEverLeaves() {
        assertThat(of(Supplies.of(List.of())).left(1)).isEmpty();
    }
}
