package io.ssalmuk.worker.permit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much this worker does at a time.
 *
 * @param maxConcurrent calls in flight
 */
@ConfigurationProperties("ssalmuk.worker")
record PermitProperties(@DefaultValue("256") int maxConcurrent) {

    PermitProperties {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("MAX_CONCURRENT must be at least 1");
        }
    }
}
