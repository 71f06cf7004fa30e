package io.ssalmuk.api.pool;

import io.ssalmuk.quota.Tier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pool's administration starts from.
 *
 * @param tier of new projects, where the request names none
 */
@ConfigurationProperties("ssalmuk.pool")
record PoolProperties(@DefaultValue("free") String tier) {

    PoolProperties {
        try {
            Tier.of(tier);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SSALMUK_TIER: " + e.getMessage(), e);
        }
    }
}
