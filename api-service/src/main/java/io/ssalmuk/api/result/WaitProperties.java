package io.ssalmuk.api.result;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are waited for.
 *
 * @param most how long one request is held open
 * @param sweep how often the database is asked for ends whose notice was lost
 */
@ConfigurationProperties("ssalmuk.wait")
record WaitProperties(@DefaultValue("10m") Duration most, @DefaultValue("5s") Duration sweep) {

    WaitProperties {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("ssalmuk.wait.most must be more than nothing");
        }
        if (sweep.toMillis() < 100) {
            throw new IllegalArgumentException("ssalmuk.wait.sweep must be at least 100ms");
        }
    }
}
