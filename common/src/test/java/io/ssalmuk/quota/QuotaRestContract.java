package io.ssalmuk.quota;

import static io.ssalmuk.quota.QuotaScene.byProject;
import static io.ssalmuk.quota.QuotaStore.MARGIN;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.LeaseAnswer.Reason;
import io.ssalmuk.quota.QuotaLedger.Outlook;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How every {@link QuotaLedger} counts days, rests projects, and looks ahead. */
public interface QuotaRestContract extends QuotaScene {

    @ParameterizedTest
    @CsvSource({
        "an ordinary day,   2026-03-01T08:00:00Z, 2026-03-02T08:00:00Z",
        "the day before,    2026-03-07T08:00:00Z, 2026-03-08T08:00:00Z",
        "spring: 23 hours,  2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "autumn: 25 hours,  2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z"
    })
    default void aDayHasItsRequestsAndEndsAtMidnightInCalifornia(
            String day, Instant midnight, Instant next) {
        projects(1);
        limit(15, 20);
        store().set(midnight);
        assertThat(granted(100)).hasSize(15);
        store().pass(OCCUPIED);
        assertThat(granted(100)).hasSize(5);
        store().pass(OCCUPIED);
        isExhausted(Reason.DAY, Duration.between(store().now(), next));

        store().set(next.minusMillis(1));
        isExhausted(Reason.DAY, Duration.ofMillis(1));
        store().set(next);
        assertThat(granted(100)).as(day).hasSize(15);
    }

    @Test
    default void everyProjectHasADayOfItsOwn() {
        projects(3);
        limit(100, 20);

        assertThat(byProject(granted(100)).values()).containsExactly(20L, 20L, 20L);
    }

    @Test
    default void aCallThatCouldArriveAfterMidnightIsNotLeasedBefore() {
        projects(1);
        limit(15, 20);
        var midnight = Instant.parse("2026-03-02T08:00:00Z");

        store().set(midnight.minus(MARGIN));
        isExhausted(Reason.DAY, MARGIN);

        store().set(midnight.minus(MARGIN).minusMillis(1));
        assertThat(granted(1)).hasSize(1);
    }

    @Test
    default void aClockThatIsSetBackOverMidnightOpensNoDayTwice() {
        projects(1);
        limit(100, 15);
        var midnight = Instant.parse("2026-03-02T08:00:00Z");
        store().set(midnight.plusSeconds(1));
        granted(15);

        store().set(midnight.minusSeconds(2));
        assertThat(granted(15)).isEmpty();
        store().set(midnight.plusSeconds(120));
        assertThat(granted(15)).isEmpty();
    }

    @Test
    default void whatIsGivenBackTodayDoesNotCountToday() {
        projects(1);
        limit(15, 15);
        var permits = granted(15);

        permits.subList(0, 3).forEach(store().ledger()::giveBack);

        assertThat(granted(15)).hasSize(3);
    }

    @Test
    default void aPermitOfYesterdayGivesNothingBackToToday() {
        projects(1);
        limit(15, 10);
        var midnight = Instant.parse("2026-03-02T08:00:00Z");
        store().set(midnight.minusSeconds(2));
        var yesterdays = granted(5);
        store().set(midnight.plusSeconds(2));
        assertThat(granted(10)).hasSize(10);

        yesterdays.forEach(store().ledger()::giveBack);

        assertThat(granted(10)).isEmpty();
    }

    @Test
    default void aThrottledProjectRestsUntilItsCooldown() {
        projects(1);
        limit(15, null);

        store().ledger().coolDown(permit(), Duration.ofSeconds(30), "RPM");

        isExhausted(Reason.COOLDOWN, Duration.ofSeconds(30));
        store().pass(Duration.ofSeconds(30));
        assertThat(granted(1)).hasSize(1);
    }

    @Test
    default void theOtherProjectsGoOnMeanwhile() {
        projects(2);
        limit(15, null);
        var throttled = permit();

        store().ledger().coolDown(throttled, Duration.ofSeconds(30), "RPM");

        assertThat(granted(100))
                .hasSize(15)
                .extracting(Permit::project)
                .doesNotContain(throttled.project());
    }

    @Test
    default void theProjectsOtherBucketsGoOnMeanwhile() {
        projects(1);
        limit(15, null);
        limit("gemini-pro", 15, null);

        store().ledger().coolDown(permit(), Duration.ofSeconds(30), "RPM");

        assertThat(lease("gemini-pro", 1, 1)).isInstanceOf(LeaseAnswer.Granted.class);
    }

    @Test
    default void aCooldownIsNeverShortened() {
        projects(1);
        limit(15, null);
        var permit = permit();

        store().ledger().coolDown(permit, Duration.ofSeconds(30), "RPM");
        store().ledger().coolDown(permit, Duration.ofSeconds(10), "RPM");
        isExhausted(Reason.COOLDOWN, Duration.ofSeconds(30));

        store().ledger().coolDown(permit, Duration.ofSeconds(50), "RPM");
        isExhausted(Reason.COOLDOWN, Duration.ofSeconds(50));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T20:00:00Z, 2026-03-02T08:00:00Z",
        "2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z"
    })
    default void aProjectThatIsDoneForTheDayRestsUntilMidnight(Instant now, Instant midnight) {
        projects(1);
        limit(15, null);
        store().set(now);
        var permit = permit();

        store().ledger().coolDownForTheDay(permit, Duration.ofSeconds(30), "RPD");
        store().ledger().coolDown(permit, Duration.ofSeconds(60), "RPM");

        isExhausted(Reason.COOLDOWN, Duration.between(now, midnight));
        store().set(midnight);
        assertThat(granted(1)).hasSize(1);
    }

    @Test
    default void aProjectRestsLongerThanTheDayIfGoogleSaysSo() {
        projects(1);
        limit(15, null);

        store().ledger().coolDownForTheDay(permit(), Duration.ofHours(40), "RPD");

        isExhausted(Reason.COOLDOWN, Duration.ofHours(40));
    }

    @Test
    default void anIdlePoolHasAllOfItsPermitsAtOnce() {
        projects(3);
        limit(15, 20);

        assertThat(store().ledger().outlook(FLASH, Duration.ofSeconds(10)))
                .isEqualTo(new Outlook(45, Duration.ZERO));
    }

    @Test
    default void theOutlookCountsWhatComesFreeInTime() {
        projects(1);
        limit(15, null);
        granted(10);
        store().pass(Duration.ofSeconds(55));
        granted(5);

        var ledger = store().ledger();
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(5)))
                .isEqualTo(new Outlook(0, OCCUPIED.minusSeconds(55)));
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(6)))
                .isEqualTo(new Outlook(10, OCCUPIED.minusSeconds(55)));
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(61)).permits()).isEqualTo(15);
    }

    @Test
    default void theOutlookKnowsTheDayAndTheCooldown() {
        projects(1);
        limit(100, 20);
        var permit = granted(12).getFirst();
        var ledger = store().ledger();
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(10)).permits()).isEqualTo(8);

        ledger.coolDown(permit, Duration.ofSeconds(30), "RPM");
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(10)))
                .isEqualTo(new Outlook(0, Duration.ofSeconds(30)));
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(30)).permits()).isEqualTo(8);

        store().pass(Duration.ofSeconds(30));
        granted(8);
        assertThat(ledger.outlook(FLASH, Duration.ofSeconds(10)).permits()).isZero();
    }
}
