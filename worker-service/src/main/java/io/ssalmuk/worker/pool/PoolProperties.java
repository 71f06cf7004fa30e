package io.ssalmuk.worker.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pool as the environment describes it.
 *
 * @param googleApiKeys {@code key1,key2} (each a project of its own) or {@code team:key1,team:key2}
 * @param tier of the projects that the environment names
 * @param limits the operator's word, see {@link io.ssalmuk.catalogue.OperatorLimits}
 * @param masterKey opens the key ring
 * @param keysExclusive disable keys that the environment no longer names
 * @param simulated the keys open a simulator
 */
@ConfigurationProperties("ssalmuk.pool")
record PoolProperties(
        @DefaultValue("") String googleApiKeys,
        @DefaultValue("free") String tier,
        @DefaultValue("") String limits,
        @DefaultValue("") String masterKey,
        @DefaultValue("false") boolean keysExclusive,
        @DefaultValue("false") boolean simulated) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "PoolProperties[tier="
                + tier
                + ", limits="
                + limits
                + ", simulated="
                + simulated
                + "]";
    }
}
