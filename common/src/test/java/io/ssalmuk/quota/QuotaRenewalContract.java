package io.ssalmuk.quota;

import static io.ssalmuk.quota.QuotaStore.MARGIN;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.LeaseAnswer.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How every {@link QuotaLedger} keeps the places of calls that take long to leave. */
public interface QuotaRenewalContract extends QuotaScene {

    Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    Instant MIDNIGHT = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    default void aRenewedPlaceIsOccupiedForAWholeWindowFromThen() {
        projects(1);
        limit(1, null);
        var permit = permit();
        store().pass(HALF_A_MINUTE);

        var renewed = store().ledger().renew(permit);

        assertThat(renewed).map(Permit::lease).contains(permit.lease());
        assertThat(renewed).map(Permit::key).contains(permit.key());
        isExhausted(Reason.MINUTE, OCCUPIED);
        store().pass(OCCUPIED);
        assertThat(granted(2)).hasSize(1);
    }

    @Test
    default void aPlaceThatIsFreeAgainIsNotRenewed() {
        projects(1);
        limit(1, null);
        var permit = permit();
        store().pass(OCCUPIED);

        assertThat(store().ledger().renew(permit)).isEmpty();
        assertThat(granted(2)).hasSize(1);
    }

    @Test
    default void aPlaceThatWasGivenBackIsNotRenewed() {
        projects(1);
        limit(1, null);
        var permit = permit();
        store().ledger().giveBack(permit);

        assertThat(store().ledger().renew(permit)).isEmpty();
        assertThat(granted(2)).hasSize(1);
    }

    @Test
    default void aPlaceOfABucketThatRestsIsNotRenewed() {
        projects(1);
        limit(5, null);
        var permit = permit();
        store().ledger().coolDown(permit, HALF_A_MINUTE, "minute");

        assertThat(store().ledger().renew(permit)).isEmpty();
    }

    @Test
    default void aPlaceOfYesterdayIsNotRenewed() {
        projects(1);
        limit(5, 20);
        store().set(MIDNIGHT.minusSeconds(20));
        var permit = permit();

        store().set(MIDNIGHT.minus(MARGIN).minusMillis(1));
        assertThat(store().ledger().renew(permit)).isPresent();
        store().set(MIDNIGHT.minus(MARGIN));
        assertThat(store().ledger().renew(permit)).as("it could arrive tomorrow").isEmpty();
        store().set(MIDNIGHT);
        assertThat(store().ledger().renew(permit)).isEmpty();
    }

    @Test
    default void aRenewedPlaceCostsTheDayNothing() {
        projects(1);
        limit(15, 2);
        var permit = permit();

        assertThat(store().ledger().renew(permit)).isPresent();

        assertThat(granted(5)).hasSize(1);
    }

    @Test
    default void aRenewedPermitCanBeGivenBack() {
        projects(1);
        limit(1, 20);
        var renewed = store().ledger().renew(permit()).orElseThrow();

        store().ledger().giveBack(renewed);

        assertThat(granted(5)).hasSize(1);
    }

    @Test
    default void aStampedPlaceIsOccupiedForAWholeWindowFromThenWhateverTheBucketDoes() {
        projects(1);
        limit(1, null);
        var permit = permit();
        store().pass(HALF_A_MINUTE);
        store().ledger().coolDown(permit, Duration.ofSeconds(1), "minute");

        assertThat(store().ledger().stamp(permit)).isTrue();

        isExhausted(Reason.MINUTE, OCCUPIED);
    }

    @Test
    default void aStampDoesNotBringBackAPlaceThatIsGone() {
        projects(1);
        limit(1, null);
        var permit = permit();
        store().pass(OCCUPIED);

        assertThat(store().ledger().stamp(permit)).isFalse();

        assertThat(granted(2)).hasSize(1);
    }

    @Test
    default void aCallThatLeavesAcrossMidnightCountsOnBothDays() {
        projects(1);
        limit(15, 2);
        store().set(MIDNIGHT.minusSeconds(10));
        var permit = permit();

        store().set(MIDNIGHT.plusSeconds(1));
        store().ledger().stamp(permit);
        store().ledger().stamp(permit);

        assertThat(granted(5)).hasSize(1);
    }

    @Test
    default void aCallThatLeavesAcrossMidnightCountsOnADayThatHasBegun() {
        projects(1);
        limit(15, 3);
        store().set(MIDNIGHT.minusSeconds(10));
        var permit = permit();
        store().set(MIDNIGHT.plusSeconds(1));
        assertThat(granted(1)).hasSize(1);

        store().ledger().stamp(permit);

        assertThat(granted(5)).hasSize(1);
    }
}
