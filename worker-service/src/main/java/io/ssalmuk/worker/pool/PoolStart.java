package io.ssalmuk.worker.pool;

import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.catalogue.ModelEntry;
import io.ssalmuk.catalogue.OperatorLimits;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.KeyPool.BucketLimits;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.KeyRings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Merges the environment's keys and limits into the pool, before the first ticket is taken. */
@Component
final class PoolStart implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(PoolStart.class);

    private final KeyPool pool;
    private final Catalogue catalogue;
    private final KeyRings.Opened ring;
    private final Signals signals;
    private final PoolProperties properties;

    PoolStart(
            KeyPool pool,
            Catalogue catalogue,
            KeyRings.Opened ring,
            Signals signals,
            PoolProperties properties) {
        this.pool = pool;
        this.catalogue = catalogue;
        this.ring = ring;
        this.signals = signals;
        this.properties = properties;
    }

    @Override
    public void afterPropertiesSet() {
        var tier = tier();
        var keys = keys();
        pool.merge(keys, tier, new PoolMode(properties.simulated(), properties.keysExclusive()));
        if (properties.keysExclusive()) {
            pool.forgetOperatorLimits();
        }
        setLimits(OperatorLimits.parse(properties.limits()));
        signals.send(new Signal.CapacityChanged());
        pool.size().stream()
                .filter(size -> size.simulated() == properties.simulated())
                .forEach(size ->
                        log.info("{} Gemini keys of {} projects", size.keys(), size.projects()));
    }

    private Tier tier() {
        try {
            return Tier.of(properties.tier());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SSALMUK_TIER: " + e.getMessage(), e);
        }
    }

    private List<PooledKey> keys() {
        var keys = EnvironmentKeys.parse(properties.googleApiKeys(), ring.sealer());
        return properties.simulated() ? keys.stream().map(PoolStart::simulated).toList() : keys;
    }

    /** In a project apart, for a project is simulated or real with all its keys. */
    private static PooledKey simulated(PooledKey key) {
        return new PooledKey("simulated-" + key.project(), key.key());
    }

    private void setLimits(OperatorLimits operator) {
        var buckets = buckets(operator);
        pool.limits(
                buckets.stream()
                        .flatMap(bucket -> Arrays.stream(Tier.values()).map(t -> known(bucket, t)))
                        .toList());
        var words = new LinkedHashMap<String, Limits>();
        operator.ofEveryModel().ifPresent(word -> words.put(OperatorLimits.EVERY_MODEL, word));
        for (var bucket : buckets) {
            operator.of(bucket, names(bucket)).ifPresent(word -> words.put(bucket, word));
        }
        pool.operatorLimits(words);
    }

    private BucketLimits known(String bucket, Tier tier) {
        return catalogue
                .limits(bucket, tier)
                .map(limits -> new BucketLimits(bucket, tier, limits, LimitSource.CATALOGUE))
                .orElseGet(() -> fallback(bucket, tier));
    }

    private static BucketLimits fallback(String bucket, Tier tier) {
        return new BucketLimits(bucket, tier, Limits.FALLBACK, LimitSource.FALLBACK);
    }

    private Set<String> buckets(OperatorLimits operator) {
        var buckets = new LinkedHashSet<String>();
        catalogue.models().stream().map(ModelEntry::bucket).forEach(buckets::add);
        operator.models().forEach(model -> buckets.add(catalogue.bucketOf(model).orElse(model)));
        return buckets;
    }

    private Iterable<String> names(String bucket) {
        return catalogue.models().stream()
                .filter(model -> model.bucket().equals(bucket))
                .flatMap(model -> model.names().stream())
                .toList();
    }
}
