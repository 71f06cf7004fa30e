package io.ssalmuk.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.856559356S, 856.559356ms",
        "PT4.01559499S, 4.01559499s",
        "PT15S, 15s",
        "PT1M, 1m0s",
        "PT10H17M5.7S, 10h17m5.7s",
        "PT18H26M22S, 18h26m22s",
        "PT25H, 25h0m0s"
    })
    void durationsAreSpelledAsGoSpellsThem(Duration duration, String spelled) {
        assertThat(GoDuration.format(duration)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T07:59:59Z, 2026-11-22T08:00:00Z",
        "2026-11-22T08:00:00Z, 2026-11-23T08:00:00Z",
        "2026-07-01T06:59:59Z, 2026-07-01T07:00:00Z",
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
        "2027-03-14T08:00:00Z, 2027-03-15T07:00:00Z"
    })
    void aDayEndsAtTheNextMidnightInLosAngeles(Instant now, Instant end) {
        assertThat(PacificDay.of(now).end()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01, 25", "2027-03-14, 23", "2026-11-22, 24"})
    void aDayIsAsLongAsTheClocksMakeIt(LocalDate date, long hours) {
        var day = new PacificDay(date);

        assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(hours));
    }

    @Test
    void limitsAreReadWithADashForNone() {
        Limits limits = Limits.parse(" 5 / - /20 ");

        assertThat(limits.rpm()).hasValue(5);
        assertThat(limits.tpm()).isEmpty();
        assertThat(limits.rpd()).hasValue(20);
    }

    @ParameterizedTest
    @CsvSource({"1/2", "1/2/3/4", "a/2/3", "''"})
    void limitsThatCannotBeReadAreRejected(String text) {
        assertThatThrownBy(() -> Limits.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void othersWhoComeAtTheStartOfTheMinuteAreAllThereFromItsFirstInstant() {
        var use = new OtherUse(7, false, TEN);

        assertThat(use.between(TEN, TEN)).isEqualTo(7);
        assertThat(use.between(TEN, TEN.plusSeconds(59))).isEqualTo(7);
        assertThat(use.between(TEN, TEN.plusSeconds(60))).isEqualTo(14);
        assertThat(use.between(TEN.plusSeconds(60), TEN.plusSeconds(90))).isEqualTo(7);
    }

    @Test
    void othersWhoComeEvenlyAddUpToTheirShareOfEveryMinute() {
        var use = new OtherUse(7, true, TEN);

        assertThat(use.between(TEN, TEN)).isZero();
        assertThat(use.between(TEN, TEN.plusSeconds(30))).isEqualTo(3);
        assertThat(use.between(TEN, TEN.plusSeconds(60))).isEqualTo(7);
    }

    @Test
    void othersSpentNothingBeforeTheyCame() {
        var use = new OtherUse(7, false, TEN);

        assertThat(use.between(TEN.minusSeconds(3_600), TEN.minusSeconds(1))).isZero();
    }
}
