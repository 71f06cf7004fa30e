package io.ssalmuk.worker.ticket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How many tickets this worker has in hand, and how it lays them down.
 *
 * @param maxConcurrent calls in flight; more tickets of one line are not in hand, unless it is few
 * @param grace how long calls may go on after the process was asked to end
 * @param bytes of request bodies in memory at a time
 */
@ConfigurationProperties("ssalmuk.worker")
record FlowProperties(
        @DefaultValue("256") int maxConcurrent,
        @DefaultValue("20s") Duration grace,
        @DefaultValue("256MB") DataSize bytes) {

    /** With the usual room for bodies. */
    FlowProperties(int maxConcurrent, Duration grace) {
        this(maxConcurrent, grace, DataSize.ofMegabytes(256));
    }

    @ConstructorBinding
    FlowProperties {
        if (bytes.toBytes() <= 0) {
            throw new IllegalArgumentException("SSALMUK_WORKER_BYTES must be more than nothing");
        }
    }
}
