package io.ssalmuk.api.body;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may be.
 *
 * @param limit the largest body that is read
 * @param memory how much of large bodies is in memory at a time; 0 for a tenth of the heap
 * @param patience for how long a body may come as slowly as it likes, and waits for memory
 * @param slowest how many bytes a second must come after that, on the average
 */
@ConfigurationProperties("ssalmuk.request")
record BodyProperties(
        @DefaultValue("32MB") DataSize limit,
        @DefaultValue("0B") DataSize memory,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("1KB") DataSize slowest) {

    BodyProperties {
        if (limit.toBytes() <= 0) {
            throw new IllegalArgumentException("ssalmuk.request.limit must be more than nothing");
        }
        if (memory.isNegative()) {
            throw new IllegalArgumentException("ssalmuk.request.memory must not be negative");
        }
    }
}
