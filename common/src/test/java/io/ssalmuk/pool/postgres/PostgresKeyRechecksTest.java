package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.KeyRechecks.DueKey;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool.PoolSize;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.Tier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How quarantined keys come back. */
class PostgresKeyRechecksTest implements QuotaScene {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public QuotaStore store() {
        return house.store();
    }

    private KeyId quarantined() {
        projects(1);
        limit(15, null);
        var key = permit().key();
        store().pool().quarantine(key, "API_KEY_INVALID");
        return key;
    }

    private List<KeyId> due() {
        return house.rechecks().due(10).stream().map(DueKey::id).toList();
    }

    @Test
    void aQuarantinedKeyIsLookedAtAfterAMinuteByOneOnly() {
        var key = quarantined();
        assertThat(due()).isEmpty();
        store().pass(A_MINUTE);
        assertThat(due()).containsExactly(key);
        assertThat(due()).isEmpty();
    }

    @Test
    void aKeyThatWorksIsBackAtOnce() {
        var key = quarantined();
        store().pass(A_MINUTE);
        assertThat(house.rechecks().works(key)).isOne();
        assertThat(granted(100)).isNotEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void thePausesDoubleUpToSixHours() {
        var key = quarantined();
        store().pass(A_MINUTE);
        for (int minutes = 2; minutes < 360; minutes *= 2) {
            assertThat(due()).containsExactly(key);
            house.rechecks().refused(key, "API_KEY_INVALID");
            store().pass(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(due()).isEmpty();
            store().pass(Duration.ofSeconds(1));
        }
        assertThat(due()).containsExactly(key);
        house.rechecks().refused(key, "API_KEY_INVALID");
        store().pass(Duration.ofHours(6));
        assertThat(due()).containsExactly(key);
    }

    @Test
    void aKeyThatCameBackInVainIsLookedAtLater() {
        var key = quarantined();
        store().pass(A_MINUTE);
        house.rechecks().works(key);
        store().pool().quarantine(key, "API_KEY_SERVICE_BLOCKED");

        store().pass(A_MINUTE);
        assertThat(due()).isEmpty();
        store().pass(A_MINUTE);
        assertThat(due()).containsExactly(key);
    }

    @Test
    void aProjectIsQuarantinedWholeAndComesBackWhole() {
        store().pool()
                .merge(
                        List.of(
                                PooledKeys.key("one", "a"),
                                PooledKeys.key("one", "b"),
                                PooledKeys.key("two", "c")),
                        Tier.FREE,
                        REAL);
        limit(15, null);
        var project = house.projects().named("one").orElseThrow();

        assertThat(house.lessons().quarantine(project.id(), "CONSUMER_SUSPENDED")).isEqualTo(2);
        assertThat(store().pool().size()).containsExactly(new PoolSize(false, 1, 1));
        assertThat(house.projects().find(project.id()).orElseThrow().stopped())
                .isEqualTo("CONSUMER_SUSPENDED");

        store().pass(A_MINUTE);
        assertThat(house.rechecks().works(due().getFirst())).isEqualTo(2);
        assertThat(store().pool().size()).containsExactly(new PoolSize(false, 2, 3));
        assertThat(house.projects().find(project.id()).orElseThrow().stopped()).isNull();
    }

    @Test
    void theHealthOfThePoolIsCounted() {
        quarantined();
        assertThat(house.report().health().quarantinedKeys()).isOne();
        assertThat(house.report().health().activeKeys()).isZero();
    }
}
