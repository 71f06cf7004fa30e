package io.ssalmuk.quota;

import static io.ssalmuk.quota.PooledKeys.key;
import static io.ssalmuk.quota.QuotaScene.byProject;
import static io.ssalmuk.quota.QuotaScene.permits;
import static io.ssalmuk.quota.QuotaStore.MARGIN;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static io.ssalmuk.quota.QuotaStore.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LeaseAnswer.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How every {@link QuotaLedger} grants permits and their places in the minute. */
public interface QuotaLedgerContract extends QuotaScene {

    @Test
    default void aBurstTakesAllThatTheWindowAllows() {
        projects(3);
        limit(15, null);

        var permits = granted(100);

        assertThat(permits).hasSize(45);
        assertThat(byProject(permits).values()).containsExactly(15L, 15L, 15L);
        assertThat(permits.stream().map(Permit::lease)).doesNotHaveDuplicates();
    }

    @Test
    default void noMorePermitsAreGrantedThanWereWanted() {
        projects(3);
        limit(15, null);

        assertThat(granted(7)).hasSize(7);
    }

    @Test
    default void aBlockIsSpreadByWhatEachProjectHasLeft() {
        store().pool().merge(List.of(key("small", "a")), Tier.FREE, REAL);
        store().pool().merge(List.of(key("large", "b")), Tier.TIER_1, REAL);
        limit(10, null);
        store().pool().limit(FLASH, Tier.TIER_1, new Limits(20, null, null), LimitSource.CATALOGUE);

        assertThat(byProject(granted(15)).values()).containsExactlyInAnyOrder(5L, 10L);
    }

    @Test
    default void singlePermitsComeFromTheProjectWithTheMostLeft() {
        projects(3);
        limit(15, null);

        var rounds = Stream.generate(this::permit).limit(45).toList();

        for (int round = 0; round < 45; round += 3) {
            assertThat(byProject(rounds.subList(round, round + 3))).hasSize(3);
        }
    }

    @Test
    default void aProjectWithLittleLeftOfItsDayComesLast() {
        store().pool().merge(List.of(key("worn", "a")), Tier.FREE, REAL);
        store().pool().merge(List.of(key("fresh", "b")), Tier.TIER_1, REAL);
        limit(100, 100);
        granted(90);
        store().pass(OCCUPIED);
        store().pool().limit(FLASH, Tier.TIER_1, new Limits(100, null, 100), LimitSource.CATALOGUE);

        var first = permit();

        assertThat(store().pool().find(first.key()).orElseThrow()).isEqualTo(key("", "b").key());
    }

    @Test
    default void aPlaceComesBackOneWindowAndItsMarginLater() {
        projects(1);
        limit(2, null);
        granted(2);

        isExhausted(Reason.MINUTE, OCCUPIED);
        store().pass(WINDOW);
        isExhausted(Reason.MINUTE, MARGIN);
        store().pass(MARGIN);
        assertThat(granted(5)).hasSize(2);
    }

    @Test
    default void whoWaitsIsToldOfThePlaceThatComesFreeFirst() {
        projects(1);
        limit(3, null);
        granted(1);
        store().pass(Duration.ofSeconds(10));
        granted(2);
        store().pass(Duration.ofSeconds(5));

        isExhausted(Reason.MINUTE, OCCUPIED.minusSeconds(15));
    }

    @Test
    default void aCallOfSeveralUnitsWaitsUntilAllOfThemFit() {
        projects(1);
        limit(10, null);
        assertThat(permits(lease(FLASH, 4, 1))).hasSize(1);
        store().pass(Duration.ofSeconds(10));

        assertThat(permits(lease(FLASH, 3, 5))).hasSize(2);
        assertThat(lease(FLASH, 5, 1))
                .isEqualTo(new LeaseAnswer.Exhausted(Reason.MINUTE, OCCUPIED));
        assertThat(lease(FLASH, 4, 1))
                .isEqualTo(new LeaseAnswer.Exhausted(Reason.MINUTE, OCCUPIED.minusSeconds(10)));
    }

    @Test
    default void aCallLargerThanEveryLimitIsSaidToBe() {
        projects(2);
        limit(10, 100);

        assertThat(lease(FLASH, 11, 1))
                .isEqualTo(new LeaseAnswer.TooLarge(Set.of(0), new Limits(10, null, 100)));
        assertThat(lease(FLASH, 10, 1)).isInstanceOf(LeaseAnswer.Granted.class);
    }

    @Test
    default void aBucketThatNoProjectMayUseHasNoProject() {
        projects(2);
        limit(0, null);
        limit("gemini-pro", 10, 0);

        assertThat(lease(1)).isEqualTo(new LeaseAnswer.NoProject());
        assertThat(lease("gemini-pro", 1, 1)).isEqualTo(new LeaseAnswer.NoProject());
        assertThat(lease("unheard-of", 1, 1)).isEqualTo(new LeaseAnswer.NoProject());
    }

    @Test
    default void whatHasNoLimitIsNotLimited() {
        projects(1);
        limit(null, null);

        assertThat(granted(500)).hasSize(500);
        assertThat(granted(500)).hasSize(500);
    }

    @Test
    default void bucketsDoNotTakeFromEachOther() {
        projects(1);
        limit(2, null);
        limit("gemini-pro", 1, null);
        granted(2);

        assertThat(permits(lease("gemini-pro", 1, 5))).hasSize(1);
    }

    @Test
    default void aSecondKeyOfAProjectAddsNothingButIsUsedToo() {
        store().pool().merge(List.of(key("one", "a"), key("one", "b")), Tier.FREE, REAL);
        limit(30, null);

        var permits = granted(100);

        assertThat(permits).hasSize(30);
        assertThat(permits.stream().map(Permit::key).distinct()).hasSize(2);
    }

    @Test
    default void aQuarantinedKeyIsLeftOutAndItsProjectGoesOnWithAnother() {
        store().pool().merge(List.of(key("one", "a"), key("one", "b")), Tier.FREE, REAL);
        limit(30, null);
        var bad = permit().key();

        store().pool().quarantine(bad, "API_KEY_INVALID");

        assertThat(granted(29)).hasSize(29).extracting(Permit::key).doesNotContain(bad);
    }

    @Test
    default void aProjectWithoutAnActiveKeyIsNone() {
        projects(1);
        limit(30, null);

        store().pool().quarantine(permit().key(), "API_KEY_INVALID");

        assertThat(lease(1)).isEqualTo(new LeaseAnswer.NoProject());
    }

    @Test
    default void aDisabledKeyIsNotLeased() {
        projects(2);
        limit(30, null);
        var left = PooledKeys.projects(1);

        store().pool().merge(left, Tier.FREE, new PoolMode(false, true));

        assertThat(granted(100)).hasSize(30);
    }

    @Test
    default void simulatedProjectsServeTheSimulatedLedgerAlone() {
        store().pool().merge(List.of(key("play", "s")), Tier.FREE, new PoolMode(true, false));
        limit(15, null);

        assertThat(lease(1)).isEqualTo(new LeaseAnswer.NoProject());
        assertThat(store().ledger().outlook(FLASH, WINDOW).permits()).isZero();
        assertThat(permits(store().simulatedLedger().lease(FLASH, QuotaScene.alike(1, 100), 100)))
                .hasSize(15);
    }

    @Test
    default void aGivenBackPlaceIsFreeAtOnce() {
        projects(1);
        limit(2, 2);
        var permit = granted(2).getFirst();

        store().ledger().giveBack(permit);

        assertThat(granted(5)).hasSize(1);
    }

    @Test
    default void aPlaceIsGivenBackOnce() {
        projects(1);
        limit(2, 2);
        var permit = granted(2).getFirst();

        store().ledger().giveBack(permit);
        store().ledger().giveBack(permit);

        assertThat(granted(5)).hasSize(1);
        store().ledger().giveBack(permit);
        assertThat(granted(5)).isEmpty();
    }

    @Test
    default void aPlaceThatIsAnothersCannotBeGivenBack() {
        projects(1);
        limit(1, null);
        var late = permit();
        store().pass(OCCUPIED);
        permit();

        store().ledger().giveBack(late);

        isExhausted(Reason.MINUTE, OCCUPIED);
    }

    @Test
    default void aLoweredLimitTakesFreePlacesFirst() {
        projects(1);
        limit(15, null);
        granted(10);

        limit(12, null);

        assertThat(granted(15)).hasSize(2);
        limit(5, null);
        isExhausted(Reason.MINUTE, OCCUPIED);
        store().pass(OCCUPIED);
        assertThat(granted(15)).hasSize(5);
    }

    @Test
    default void aRaisedLimitCountsAtOnce() {
        projects(1);
        limit(2, null);
        granted(2);

        limit(5, null);

        assertThat(granted(15)).hasSize(3);
    }

    @Test
    default void aPermitSaysHowLongItsCallMayTakeToLeave() {
        projects(1);
        limit(2, null);

        var permit = permit();

        assertThat(permit.useBy()).isEqualTo(Duration.ofMillis(300)).isLessThan(MARGIN);
        assertThat(permit.bucket()).isEqualTo(FLASH);
        assertThat(permit.units()).isEqualTo(1);
    }
}
