package io.ssalmuk.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.worker.fixture.FakeSignals;
import org.junit.jupiter.api.Test;

class PoolStartTest {

    private static final String BUCKET = "gemini-2.0-flash-lite";

    private final FakePool pool = new FakePool();
    private final FakeSignals signals = new FakeSignals();

    private void start(PoolProperties properties) {
        new PoolStart(pool, FakePool.catalogue(), Rings.turning(), signals, properties)
                .afterPropertiesSet();
    }

    private static PoolProperties limits(String limits) {
        return new PoolProperties("team:key", "free", limits, "", false, false);
    }

    private static String catalogues(String bucket, Tier tier) {
        Limits limits = FakePool.catalogue().limits(bucket, tier).orElseThrow();
        return "catalogue " + limits.rpm() + "/" + limits.tpm() + "/" + limits.rpd();
    }

    @Test
    void theEnvironmentsKeysEnterThePoolAndEverybodyIsTold() {
        start(new PoolProperties("team:one,team:two", "tier-1", "", "", true, true));
        assertThat(pool.merged())
                .extracting(PooledKey::project)
                .containsExactly("simulated-team", "simulated-team");
        assertThat(pool.tiers()).containsExactly(Tier.TIER_1);
        assertThat(pool.modes()).containsExactly(new PoolMode(true, true));
        assertThat(signals.sent()).containsExactly(new Signal.CapacityChanged());
    }

    @Test
    void withoutAWordFromTheOperatorTheCatalogueDecidesForEveryTier() {
        start(limits(""));
        assertThat(pool.limitOf(BUCKET, Tier.FREE)).isEqualTo(catalogues(BUCKET, Tier.FREE));
        assertThat(pool.limitOf(BUCKET, Tier.TIER_1)).isEqualTo(catalogues(BUCKET, Tier.TIER_1));
    }

    @Test
    void theOperatorsWordOutranksTheCatalogue() {
        start(limits(BUCKET + "=7/-/9"));
        assertThat(pool.limitOf(BUCKET, Tier.FREE)).isEqualTo("operator 7/null/9");
        assertThat(pool.limitOf(BUCKET, Tier.TIER_3)).isEqualTo("operator 7/null/9");
    }

    @Test
    void theOperatorsStarIsForEveryModel() {
        start(limits("*=1/2/3," + BUCKET + "=7/8/9"));
        assertThat(pool.limitOf("gemini-2.5-flash", Tier.FREE)).isEqualTo("operator 1/2/3");
        assertThat(pool.limitOf(BUCKET, Tier.FREE)).isEqualTo("operator 7/8/9");
    }

    @Test
    void countingTokensIsNoModelAndHasItsOwnLimit() {
        start(limits("*=1/2/3"));
        assertThat(pool.limitOf("count-tokens", Tier.FREE)).isEqualTo("catalogue 60/null/null");
        assertThat(pool.limitOf("count-tokens", Tier.TIER_3)).isEqualTo("catalogue 60/null/null");
        start(limits("*=1/2/3,count-tokens=300/-/-"));
        assertThat(pool.limitOf("count-tokens", Tier.FREE)).isEqualTo("operator 300/null/null");
    }

    @Test
    void aModelThatOnlyTheOperatorKnowsGetsABucketOfItsOwn() {
        start(limits("gemini-99-ultra=1/2/3"));
        assertThat(pool.limitOf("gemini-99-ultra", Tier.FREE)).isEqualTo("operator 1/2/3");
    }

    @Test
    void anAliasSpeaksForItsBucket() {
        var alias =
                FakePool.catalogue().models().stream()
                        .filter(model ->
                                model.names().stream().anyMatch(n -> !n.equals(model.bucket())))
                        .findFirst()
                        .orElseThrow();
        var name =
                alias.names().stream()
                        .filter(n -> !n.equals(alias.bucket()))
                        .findFirst()
                        .orElseThrow();
        start(limits(name + "=1/2/3"));
        assertThat(pool.limitOf(alias.bucket(), Tier.FREE)).isEqualTo("operator 1/2/3");
        assertThat(pool.limitOf(name, Tier.FREE)).isEqualTo("none");
    }

    @Test
    void aSettingThatCannotBeReadStopsTheStart() {
        assertThatThrownBy(() -> start(limits("nonsense"))).hasMessageContaining("SSALMUK_LIMITS");
        var tier = new PoolProperties("", "gold", "", "", false, false);
        assertThatThrownBy(() -> start(tier)).hasMessageContaining("gold");
    }

    @Test
    void settingsPrintNoSecret() {
        var properties = new PoolProperties("team:secret", "free", "", "master", false, false);
        assertThat(properties.toString()).doesNotContain("secret", "master");
    }
}
