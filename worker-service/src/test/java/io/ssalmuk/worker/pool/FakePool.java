package io.ssalmuk.worker.pool;

import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers what it was told. */
final class FakePool implements KeyPool {

    private final List<PooledKey> merged = new ArrayList<>();
    private final List<PoolMode> modes = new ArrayList<>();
    private final List<Tier> tiers = new ArrayList<>();
    private final Map<String, String> limits = new HashMap<>();
    private final Map<KeyId, SealedKey> keys = new HashMap<>();
    private final List<String> quarantined = new ArrayList<>();
    private final List<KeyId> looked = new ArrayList<>();

    static Catalogue catalogue() {
        return Catalogue.shipped();
    }

    void put(KeyId id, SealedKey key) {
        keys.put(id, key);
    }

    void remove(KeyId id) {
        keys.remove(id);
    }

    List<PooledKey> merged() {
        return merged;
    }

    List<PoolMode> modes() {
        return modes;
    }

    List<Tier> tiers() {
        return tiers;
    }

    List<String> quarantined() {
        return quarantined;
    }

    List<KeyId> looked() {
        return looked;
    }

    String limitOf(String bucket, Tier tier) {
        return limits.getOrDefault(bucket + " " + tier.text(), "none");
    }

    @Override
    public void merge(Collection<PooledKey> pooled, Tier tier, PoolMode mode) {
        merged.addAll(pooled);
        tiers.add(tier);
        modes.add(mode);
    }

    @Override
    public void limit(String bucket, Tier tier, Limits limit, LimitSource source) {
        limits.put(
                bucket + " " + tier.text(),
                source.text() + " " + limit.rpm() + "/" + limit.tpm() + "/" + limit.rpd());
    }

    @Override
    public Optional<SealedKey> find(KeyId key) {
        looked.add(key);
        return Optional.ofNullable(keys.get(key));
    }

    @Override
    public void quarantine(KeyId key, String reason) {
        keys.remove(key);
        quarantined.add(key.value() + " " + reason);
    }

    @Override
    public Set<String> buckets() {
        return Set.of();
    }

    @Override
    public List<PoolSize> size() {
        return List.of(new PoolSize(false, 1, 1), new PoolSize(true, 2, 2));
    }

    @Override
    public void forgetOperatorLimits() {}
}
