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

    /** Creates or corrects each project's bucket; what a stronger source said stays. */
    void limit(String bucket, Tier tier, Limits limits, LimitSource source);

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
