package io.ssalmuk.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.KeyPool.PoolMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link QuotaView} shows. */
public interface QuotaViewContract extends QuotaScene {

    private BucketRoom room() {
        return store().view().rooms().getOrDefault(FLASH, BucketRoom.NONE);
    }

    @Test
    default void withoutProjectsThereIsNothingToSee() {
        assertThat(store().view().rooms()).isEqualTo(Map.of());
    }

    @Test
    default void theLimitsAndTheRoomOfAllProjectsAddUp() {
        projects(3);
        var limits = new Limits(15, 250_000L, 500);
        store().pool().limit(FLASH, Tier.FREE, limits, LimitSource.CATALOGUE);
        assertThat(room()).isEqualTo(new BucketRoom(3, 45L, 750_000L, 1_500L, 45L, 1_500L, 15L));

        granted(10);

        assertThat(room()).isEqualTo(new BucketRoom(3, 45L, 750_000L, 1_500L, 35L, 1_490L, 15L));
        store().pass(QuotaStore.OCCUPIED);
        assertThat(room().now()).isEqualTo(45);
        assertThat(room().today()).isEqualTo(1_490);
        store().set(NOON.plus(Duration.ofDays(1)));
        assertThat(room().today()).isEqualTo(1_500);
    }

    @Test
    default void whatHasNoLimitHasNoFigure() {
        projects(2);
        limit(null, null);

        assertThat(room()).isEqualTo(new BucketRoom(2, null, null, null, null, null, null));
    }

    @Test
    default void aDayWithoutLimitLeavesTheMinutes() {
        projects(2);
        limit(15, null);

        assertThat(room()).isEqualTo(new BucketRoom(2, 30L, null, null, 30L, null, 15L));
    }

    @Test
    default void theDayBoundsWhatCanLeaveNowAndWhatOneCallMayCost() {
        projects(1);
        limit(100, 20);
        granted(5);

        assertThat(room()).isEqualTo(new BucketRoom(1, 100L, null, 20L, 15L, 15L, 20L));
    }

    @Test
    default void aModelThatNobodyMayUseHasNoRoom() {
        projects(2);
        limit(0, 0);

        assertThat(room()).isEqualTo(new BucketRoom(0, 0L, null, 0L, 0L, 0L, 0L));
    }

    @Test
    default void aProjectThatRestsHasNoRoomNow() {
        projects(2);
        limit(15, 500);
        store().ledger().coolDown(permit(), Duration.ofSeconds(30), "minute");

        assertThat(room().now()).isEqualTo(15);
        assertThat(room().today()).isEqualTo(999);
        assertThat(room().rpm()).isEqualTo(30);
    }

    @Test
    default void aProjectThatRestsForTheDayHasNoRoomToday() {
        projects(2);
        limit(15, 500);
        store().ledger().coolDownForTheDay(permit(), Duration.ZERO, "day");

        assertThat(room().now()).isEqualTo(15);
        assertThat(room().today()).isEqualTo(500);
    }

    @Test
    default void aProjectWhoseKeysAreGoneIsNotCounted() {
        projects(2);
        limit(15, 500);
        store().pool().quarantine(permit().key(), "API_KEY_INVALID");

        assertThat(room().projects()).isEqualTo(1);
        assertThat(room().rpm()).isEqualTo(15);
    }

    @Test
    default void simulatedProjectsAreSeenApart() {
        projects(2);
        store().pool()
                .merge(List.of(PooledKeys.key("play", "s")), Tier.FREE, new PoolMode(true, false));
        limit(15, 500);

        assertThat(room().projects()).isEqualTo(2);
        assertThat(store().simulatedView().rooms().get(FLASH))
                .isEqualTo(new BucketRoom(1, 15L, null, 500L, 15L, 500L, 15L));
    }

    @Test
    default void everyBucketHasItsOwnRoom() {
        projects(1);
        limit(15, null);
        limit("gemini-pro", 2, 50);

        assertThat(store().view().rooms()).containsOnlyKeys(FLASH, "gemini-pro");
    }
}
