package io.ssalmuk.worker.ticket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many tickets this worker has in hand, and how it lays them down.
 *
 * @param maxConcurrent calls in flight, which bounds the tickets of one line in hand too
 * @param grace how long calls may go on after the process was asked to end
 */
@ConfigurationProperties("ssalmuk.worker")
record FlowProperties(
        @DefaultValue("256") int maxConcurrent, @DefaultValue("20s") Duration grace) {}
