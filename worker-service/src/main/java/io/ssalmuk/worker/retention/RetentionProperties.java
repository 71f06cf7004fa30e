package io.ssalmuk.worker.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For how long things are kept.
 *
 * @param retention of jobs, answers and logs after the end, and of files after their last use; zero
 *     keeps them for ever
 */
@ConfigurationProperties("ssalmuk.worker")
record RetentionProperties(@DefaultValue("30d") Duration retention) {

    /** Retried deliveries, running streams and a day that is not over must have gone before. */
    private static final Duration LEAST = Duration.ofHours(1);

    RetentionProperties {
        if (!retention.isZero() && retention.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "SSALMUK_RETENTION must be an hour at least, or 0 to keep everything");
        }
    }

    boolean forEver() {
        return retention.isZero();
    }
}
