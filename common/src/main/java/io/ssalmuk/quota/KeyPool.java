package io.ssalmuk.quota;

import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The projects and Gemini keys that leases are made from. */
public interface KeyPool {

    /**
     * Adds the keys that the environment names, moves those whose project changed, and keeps what
     * is known of the others. Projects are made as needed.
     */
    void merge(Collection<PooledKey> keys, Tier tier, PoolMode mode);

    /**
     * What the catalogue, or the fallback, allows a tier's projects; for a bucket that has not been
     * heard of, every project gets one. The operator's word and what was learned count before it.
     */
    void limits(Collection<BucketLimits> limits);

    /** One bucket's limits: of a tier, or the operator's word, which is for all tiers. */
    default void limit(String bucket, Tier tier, Limits limits, LimitSource source) {
        if (source == LimitSource.OPERATOR) {
            operatorLimits(Map.of(bucket, limits));
        } else {
            limits(List.of(new BucketLimits(bucket, tier, limits, source)));
        }
    }

    /**
     * The operator's word at start, by bucket; {@code *} is every model. Of a bucket that it leaves
     * out, it says nothing.
     */
    void operatorLimits(Map<String, Limits> words);

    /** The operator took back what was said at the last start. */
    void forgetOperatorLimits();

    /** The key itself, sealed; empty when it left the pool. */
    Optional<SealedKey> find(KeyId key);

    /** Takes a key out of service because the upstream refused it. */
    void quarantine(KeyId key, String reason);

    /** Every bucket that some project has. */
    Set<String> buckets();

    /** How many active keys there are, by whether their answers are simulated. */
    List<PoolSize> size();

    /**
     * How the environment's keys enter the pool.
     *
     * @param simulated the keys open a simulator, and must never reach another upstream
     * @param exclusive disable keys that the environment named before and no longer names
     */
    record PoolMode(boolean simulated, boolean exclusive) {}

    /** What a source other than the operator says of a bucket. */
    record BucketLimits(String bucket, Tier tier, Limits limits, LimitSource source) {}

    /** Active keys and projects, of one kind. */
    record PoolSize(boolean simulated, int projects, int keys) {}
}
