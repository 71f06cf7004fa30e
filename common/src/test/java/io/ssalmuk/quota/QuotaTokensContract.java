package io.ssalmuk.quota;

import static io.ssalmuk.quota.PooledKeys.key;
import static io.ssalmuk.quota.QuotaScene.byProject;
import static io.ssalmuk.quota.QuotaScene.permits;
import static io.ssalmuk.quota.QuotaScene.sized;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.LeaseAnswer.Reason;
import io.ssalmuk.quota.QuotaLedger.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How every {@link QuotaLedger} counts input tokens. */
public interface QuotaTokensContract extends QuotaScene {

    @Test
    default void noMoreTokensAreReservedThanAMinuteHas() {
        projects(1);
        tokens(1_000);

        assertThat(served(400, 400, 400)).containsExactly(0, 1);
        waitsForTokens(400, OCCUPIED);
        store().pass(OCCUPIED);
        assertThat(served(400, 400, 400)).hasSize(2);
    }

    private void waitsForTokens(long size, Duration pause) {
        assertThat(lease(sized(size))).isEqualTo(new LeaseAnswer.Exhausted(Reason.TOKENS, pause));
    }

    @Test
    default void theWaitIsForAsManyTokensAsTheCallNeeds() {
        projects(1);
        tokens(1_000);
        served(300);
        store().pass(Duration.ofSeconds(10));
        served(500);

        waitsForTokens(500, OCCUPIED.minusSeconds(10));
        waitsForTokens(501, OCCUPIED);
        assertThat(served(200)).hasSize(1);
    }

    @Test
    default void whatTheCallDidNotUseIsFreeAtOnce() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(900))).getFirst();

        store().ledger().settle(permit, 100);

        assertThat(served(901)).isEmpty();
        assertThat(served(900)).hasSize(1);
    }

    @Test
    default void whatTheCallUsedBeyondItsEstimateIsRepaidBeforeTheNextLease() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(100))).getFirst();
        store().pass(Duration.ofSeconds(20));
        var second = permits(lease(sized(100))).getFirst();

        store().ledger().settle(permit, 1_500);

        waitsForTokens(1, OCCUPIED.minusSeconds(20));
        store().ledger().settle(second, 1_000);
        waitsForTokens(1, OCCUPIED);
        store().pass(OCCUPIED);
        assertThat(served(1_000)).hasSize(1);
    }

    @Test
    default void settlingTwiceCountsTheLast() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(100))).getFirst();

        store().ledger().settle(permit, 700);
        store().ledger().settle(permit, 600);

        assertThat(served(401)).isEmpty();
        assertThat(served(400)).hasSize(1);
    }

    @Test
    default void aPlaceThatIsFreeAgainIsNotSettled() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(100))).getFirst();
        store().pass(OCCUPIED);

        store().ledger().settle(permit, 1_000_000);

        assertThat(served(1_000)).hasSize(1);
        store().ledger().settle(permit, 1_000_000);
        store().pass(OCCUPIED);
        assertThat(served(1_000)).hasSize(1);
    }

    @Test
    default void aPlaceThatWasGivenBackIsNotSettled() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(100))).getFirst();
        store().ledger().giveBack(permit);

        store().ledger().settle(permit, 1_000_000);

        assertThat(served(1_000)).hasSize(1);
    }

    @Test
    default void aPlaceThatIsGivenBackGivesItsTokensBackAsTheyStand() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(600))).getFirst();
        store().ledger().settle(permit, 900);

        store().ledger().giveBack(permit);

        assertThat(served(1_000)).hasSize(1);
    }

    @Test
    default void aRenewedPlaceKeepsItsTokens() {
        projects(1);
        tokens(1_000);
        var permit = permits(lease(sized(600))).getFirst();
        store().pass(Duration.ofSeconds(30));

        var renewed = store().ledger().renew(permit).orElseThrow();

        assertThat(renewed.tokens()).isEqualTo(600);
        waitsForTokens(500, OCCUPIED);
        store().ledger().stamp(renewed);
        store().ledger().settle(renewed, 400);
        assertThat(served(600)).hasSize(1);
    }

    @Test
    default void tokensRequestsAndTheDayAreDecidedTogether() {
        projects(1);
        limits(new Limits(3, 1_000L, 4));

        assertThat(served(300, 300, 300, 50)).hasSize(3);
        assertThat(lease(sized(50))).isEqualTo(new LeaseAnswer.Exhausted(Reason.MINUTE, OCCUPIED));
        store().pass(OCCUPIED);
        assertThat(served(1_000)).hasSize(1);
        assertThat(lease(sized(1)))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Exhausted.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.DAY));
    }

    @Test
    default void theProjectWithTheMostTokensLeftIsFirst() {
        projects(3);
        limits(new Limits(100, 1_000L, null));
        lease(sized(500));
        lease(sized(400));

        var third = permits(lease(sized(10)));

        assertThat(byProject(permits(lease(sized(10, 10, 10)))))
                .containsKey(third.getFirst().project());
        assertThat(served(700, 700, 700)).hasSize(1);
    }

    @Test
    default void aCallWithMoreTokensThanEveryProjectAllowsIsSaidToBeTooLarge() {
        store().pool().merge(List.of(key("small", "a")), Tier.FREE, REAL);
        store().pool().merge(List.of(key("large", "b")), Tier.TIER_1, REAL);
        tokens(1_000);
        store().pool()
                .limit(FLASH, Tier.TIER_1, new Limits(9, 2_000L, null), LimitSource.CATALOGUE);

        assertThat(lease(sized(2_001)))
                .isEqualTo(new LeaseAnswer.TooLarge(Set.of(0), new Limits(null, 2_000L, null)));
        assertThat(lease(sized(3_000, 10, 2_001, 20)))
                .isEqualTo(new LeaseAnswer.TooLarge(Set.of(0, 2), new Limits(null, 2_000L, null)));
        assertThat(served(2_000, 1_000)).as("nothing was spent").hasSize(2);
    }

    @Test
    default void aBucketWithoutTokensHasNoProject() {
        projects(2);
        tokens(0);

        assertThat(lease(sized(1))).isEqualTo(new LeaseAnswer.NoProject());
    }

    @Test
    default void aLoweredTokenLimitWaitsForTheOccupiedOnes() {
        projects(1);
        tokens(1_000);
        served(600);

        tokens(500);

        waitsForTokens(1, OCCUPIED);
        tokens(700);
        assertThat(served(100)).hasSize(1);
        tokens(2_000);
        assertThat(served(1_300)).hasSize(1);
    }

    @Test
    default void theOutlookHasNothingWhereNoTokenIsLeft() {
        projects(2);
        limits(new Limits(10, 1_000L, null));
        served(1_000);
        var ahead = Duration.ofSeconds(10);
        assertThat(store().ledger().outlook(FLASH, ahead))
                .isEqualTo(new Outlook(10, Duration.ZERO));
        assertThat(store().ledger().outlook(FLASH, 400, ahead).permits()).isEqualTo(2);
        assertThat(store().ledger().outlook(FLASH, 1_001, ahead).permits()).isZero();

        served(1_000);

        assertThat(store().ledger().outlook(FLASH, ahead)).isEqualTo(new Outlook(0, OCCUPIED));
        store().pass(OCCUPIED.minus(ahead));
        assertThat(store().ledger().outlook(FLASH, ahead)).isEqualTo(new Outlook(20, ahead));
    }
}
