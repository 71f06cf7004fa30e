package io.ssalmuk.worker.ticket;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import io.ssalmuk.worker.fixture.Given;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.dao.DataAccessResourceFailureException;

/** A pool of which only the buckets matter. */
final class OneBucket implements KeyPool {

    private final AtomicBoolean shown = new AtomicBoolean(true);
    private final AtomicBoolean away = new AtomicBoolean();

    void hide() {
        shown.set(false);
    }

    void show() {
        shown.set(true);
    }

    /** The next question fails. */
    void away() {
        away.set(true);
    }

    @Override
    public Set<String> buckets() {
        if (away.getAndSet(false)) {
            throw new DataAccessResourceFailureException("away");
        }
        return shown.get() ? Set.of(Given.BUCKET) : Set.of();
    }

    @Override
    public void merge(Collection<PooledKey> keys, Tier tier, PoolMode mode) {}

    @Override
    public void limits(Collection<BucketLimits> limits) {}

    @Override
    public void operatorLimits(Map<String, Limits> words) {}

    @Override
    public Optional<SealedKey> find(KeyId key) {
        return Optional.empty();
    }

    @Override
    public void quarantine(KeyId key, String reason) {}

    @Override
    public List<PoolSize> size() {
        return List.of();
    }

    @Override
    public void forgetOperatorLimits() {}
}
