package io.ssalmuk.api.terms;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a request may ask for.
 *
 * @param mostAttempts the largest {@code max_attempts}
 * @param longestTtl how far ahead a deadline may be
 */
@ConfigurationProperties("ssalmuk.terms")
record TermsProperties(
        @DefaultValue("100") int mostAttempts, @DefaultValue("30d") Duration longestTtl) {

    TermsProperties {
        if (mostAttempts < 1) {
            throw new IllegalArgumentException("ssalmuk.terms.most-attempts must be at least 1");
        }
        if (longestTtl.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "ssalmuk.terms.longest-ttl must be more than nothing");
        }
    }
}
