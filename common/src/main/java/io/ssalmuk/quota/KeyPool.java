package io.ssalmuk.quota;

import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.List;
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
     * Creates or corrects a bucket of every project of the tier. What the operator said, or the
     * upstream taught, gives way to the operator only.
     */
    void limit(String bucket, Tier tier, Limits limits, LimitSource source);

    /** The operator's limits may be replaced by others from now on: the operator took them back. */
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

    /** Active keys and projects, of one kind. */
    record PoolSize(boolean simulated, int projects, int keys) {}
}
