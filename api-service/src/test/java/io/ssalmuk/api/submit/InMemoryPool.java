package io.ssalmuk.api.submit;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pool of which the API asks for nothing but its buckets. */
final class InMemoryPool implements KeyPool {

    final Set<String> buckets = new HashSet<>();

    @Override
    public Set<String> buckets() {
        return Set.copyOf(buckets);
    }

    @Override
    public void limits(Collection<BucketLimits> limits) {
        limits.forEach(said -> buckets.add(said.bucket()));
    }

    @Override
    public void operatorLimits(Map<String, Limits> words) {
        buckets.addAll(words.keySet());
    }

    @Override
    public void merge(Collection<PooledKey> keys, Tier tier, PoolMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SealedKey> find(KeyId key) {
        return Optional.empty();
    }

    @Override
    public void quarantine(KeyId key, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PoolSize> size() {
        return List.of();
    }

    @Override
    public void forgetOperatorLimits() {
        throw new UnsupportedOperationException();
    }
}
