package io.ssalmuk.webhook;

import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import java.time.Duration;
import java.time.Instant;

class InMemoryDeliveriesTest implements DeliveriesContract {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock);

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public String endpoint() {
        return deliveries.endpoint("https://example.com");
    }

    @Override
    public DeliveryId event(String lane) {
        return deliveries.event(lane);
    }

    @Override
    public Status status(DeliveryId id) {
        return deliveries.status(id);
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }
}
