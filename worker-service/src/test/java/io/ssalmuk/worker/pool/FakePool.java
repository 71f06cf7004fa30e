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
    private final Map<String, Limits> operator = new HashMap<>();
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

    /** As the pool itself would have it: the operator's word, else the catalogue's. */
    String limitOf(String bucket, Tier tier) {
        var every = bucket.equals("count-tokens") ? null : operator.get("*");
        var word = operator.getOrDefault(bucket, every);
        var known = limits.getOrDefault(bucket + " " + tier.text(), "none");
        return word == null || (known.equals("none") && !operator.containsKey(bucket))
                ? known
                : text(LimitSource.OPERATOR, word);
    }

    private static String text(LimitSource source, Limits limit) {
        return source.text() + " " + limit.rpm() + "/" + limit.tpm() + "/" + limit.rpd();
    }

    @Override
    public void merge(Collection<PooledKey> pooled, Tier tier, PoolMode mode) {
        merged.addAll(pooled);
        tiers.add(tier);
        modes.add(mode);
    }

    @Override
    public void limits(Collection<BucketLimits> said) {
        said.forEach(of ->
                limits.put(of.bucket() + " " + of.tier().text(), text(of.source(), of.limits())));
    }

    @Override
    public void operatorLimits(Map<String, Limits> words) {
        operator.putAll(words);
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
