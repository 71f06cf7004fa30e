package io.ssalmuk.quota;

import static io.ssalmuk.quota.PooledKeys.key;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.KeyPool.PoolSize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link KeyPool} does. */
public interface KeyPoolContract extends QuotaScene {

    PoolMode EXCLUSIVE = new PoolMode(false, true);

    private KeyPool pool() {
        return store().pool();
    }

    @Test
    default void aMergedKeyIsThereSealedAsItCame() {
        var key = key("one", "a");
        pool().merge(List.of(key), Tier.FREE, REAL);
        limit(15, null);

        var found = pool().find(permit().key()).orElseThrow();

        assertThat(found.fingerprint()).isEqualTo(key.key().fingerprint());
        assertThat(found.ciphertext()).isEqualTo(key.key().ciphertext());
        assertThat(pool().find(new KeyId(-1))).isEmpty();
    }

    @Test
    default void anEmptyPoolHasNothing() {
        assertThat(pool().size()).isEmpty();
        assertThat(pool().buckets()).isEmpty();
    }

    @Test
    default void theSameKeysMergedAgainChangeNothing() {
        projects(3);
        limit(15, null);
        granted(10);

        projects(3);
        limit(15, null);

        assertThat(pool().size()).containsExactly(new PoolSize(false, 3, 3));
        assertThat(granted(100)).hasSize(35);
    }

    @Test
    default void keysThatOthersNameStay() {
        pool().merge(List.of(key("one", "a")), Tier.FREE, REAL);
        pool().merge(List.of(key("one", "b"), key("two", "c")), Tier.FREE, REAL);

        assertThat(pool().size()).containsExactly(new PoolSize(false, 2, 3));
    }

    @Test
    default void anExclusiveMergeDisablesKeysThatLeftUntilTheyAreNamedAgain() {
        projects(3);
        limit(15, null);

        pool().merge(PooledKeys.projects(1), Tier.FREE, EXCLUSIVE);
        assertThat(pool().size()).containsExactly(new PoolSize(false, 1, 1));

        pool().merge(PooledKeys.projects(3), Tier.FREE, EXCLUSIVE);
        assertThat(pool().size()).containsExactly(new PoolSize(false, 3, 3));
    }

    @Test
    default void anExclusiveMergeOfNothingDisablesAll() {
        projects(3);

        pool().merge(List.of(), Tier.FREE, EXCLUSIVE);

        assertThat(pool().size()).isEmpty();
    }

    @Test
    default void aQuarantinedKeyIsNotFreedByNamingIt() {
        projects(1);
        limit(15, null);
        var key = permit().key();

        pool().quarantine(key, "API_KEY_INVALID");
        projects(1);

        assertThat(pool().find(key)).isEmpty();
        assertThat(pool().size()).isEmpty();
    }

    @Test
    default void aKeyMovesToTheProjectThatItIsNamedWith() {
        pool().merge(List.of(key("one", "a"), key("one", "b")), Tier.FREE, REAL);
        pool().merge(List.of(key("two", "b")), Tier.FREE, REAL);
        limit(15, null);

        assertThat(granted(100)).hasSize(30);
        assertThat(pool().size()).containsExactly(new PoolSize(false, 2, 2));
    }

    @Test
    default void simulatedKeysAreCountedApart() {
        projects(2);
        pool().merge(List.of(key("play", "s")), Tier.FREE, new PoolMode(true, false));

        assertThat(pool().size())
                .containsExactlyInAnyOrder(new PoolSize(false, 2, 2), new PoolSize(true, 1, 1));
    }

    @Test
    default void limitsAreOfATier() {
        pool().merge(List.of(key("free", "a")), Tier.FREE, REAL);
        pool().merge(List.of(key("paid", "b")), Tier.TIER_1, REAL);

        limit(15, null);
        assertThat(granted(1_000)).hasSize(15);

        var paid = new Limits(300, null, null);
        pool().limit(FLASH, Tier.TIER_1, paid, LimitSource.CATALOGUE);
        assertThat(granted(1_000)).hasSize(300);
    }

    @Test
    default void theOperatorsWordCountsMoreThanTheCatalogue() {
        projects(1);
        says(LimitSource.FALLBACK, 5);
        assertThat(capacity()).isEqualTo(5);
        says(LimitSource.CATALOGUE, 15);
        assertThat(capacity()).isEqualTo(15);
        says(LimitSource.OPERATOR, 30);
        assertThat(capacity()).isEqualTo(30);
        says(LimitSource.CATALOGUE, 15);
        assertThat(capacity()).isEqualTo(30);
    }

    @Test
    default void theOperatorsStarIsForEveryModelOfWhichNothingElseIsSaid() {
        projects(1);
        says(LimitSource.CATALOGUE, 15);
        pool().operatorLimits(Map.of("*", new Limits(7, null, null)));
        assertThat(capacity()).isEqualTo(7);
        says(LimitSource.OPERATOR, 9);
        assertThat(capacity()).isEqualTo(9);
    }

    @Test
    default void aModelThatOnlyTheOperatorKnowsGetsABucketOfEveryProject() {
        projects(3);
        pool().operatorLimits(Map.of(FLASH, new Limits(2, null, null)));
        assertThat(capacity()).isEqualTo(6);
        assertThat(pool().buckets()).containsExactly(FLASH);
    }

    @Test
    default void aProjectThatComesLaterHasTheBucketsOfAllModelsOnceTheyAreSaidAgain() {
        projects(1);
        says(LimitSource.CATALOGUE, 15);
        projects(2);
        says(LimitSource.CATALOGUE, 15);
        assertThat(capacity()).isEqualTo(30);
    }

    @Test
    default void theOperatorsWordIsForgottenWhenItIsTakenBack() {
        projects(1);
        says(LimitSource.OPERATOR, 30);
        pool().forgetOperatorLimits();
        says(LimitSource.CATALOGUE, 15);
        assertThat(capacity()).isEqualTo(15);
    }

    @Test
    default void aQuarantinedKeyThatIsLeftOutForAStartStaysQuarantined() {
        projects(1);
        limit(15, null);
        pool().quarantine(granted(1).getFirst().key(), "API_KEY_INVALID");

        pool().merge(List.of(), Tier.FREE, new PoolMode(false, true));
        projects(1);

        assertThat(pool().size()).isEmpty();
    }

    private void says(LimitSource source, int rpm) {
        pool().limit(FLASH, Tier.FREE, new Limits(rpm, null, null), source);
    }

    private int capacity() {
        store().pass(OCCUPIED);
        return granted(1_000).size();
    }

    @Test
    default void theBucketsAreThoseThatSomeProjectHas() {
        projects(2);

        limit(15, null);
        limit("gemini-pro", null, null);

        assertThat(pool().buckets()).containsExactlyInAnyOrder(FLASH, "gemini-pro");
    }
}
