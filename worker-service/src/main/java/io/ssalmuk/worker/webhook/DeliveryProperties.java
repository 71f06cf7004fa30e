package io.ssalmuk.worker.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param schedule pauses between attempts, separated by commas
 * @param timeout of one attempt, from looking up the host to the end of the answer
 * @param concurrency attempts in flight at a time, in this process
 * @param perEndpoint of them to one endpoint
 * @param disableAfter how long nothing but failures until an endpoint is turned off
 * @param publicUrl what the links in events begin with
 * @param retention how long settled deliveries can be looked at; 0: for ever
 */
@ConfigurationProperties("ssalmuk.webhook")
record DeliveryProperties(
        @DefaultValue("5s,30s,2m,10m,30m,2h,5h,10h,24h") String schedule,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("128") int concurrency,
        @DefaultValue("16") int perEndpoint,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("") String publicUrl,
        @DefaultValue("30d") Duration retention) {

    DeliveryProperties {
        var _ = Schedule.parse(schedule);
        if (concurrency < 1) {
            throw new IllegalArgumentException("SSALMUK_WEBHOOK_CONCURRENCY must be at least 1");
        }
        if (perEndpoint < 1) {
            throw new IllegalArgumentException("SSALMUK_WEBHOOK_PER_ENDPOINT must be at least 1");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("SSALMUK_WEBHOOK_TIMEOUT must be more than nothing");
        }
    }
}
