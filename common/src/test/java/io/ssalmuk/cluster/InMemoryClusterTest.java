package io.ssalmuk.cluster;

import io.ssalmuk.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;

class InMemoryClusterTest implements BootsContract, DutiesContract, BrokerMarkersContract {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Boots boots = new InMemoryBoots(clock);
    private final Duties duties = new InMemoryDuties(clock, boots);
    private final BrokerMarkers markers = new InMemoryBrokerMarkers();

    @Override
    public Boots boots() {
        return boots;
    }

    @Override
    public Duties duties() {
        return duties;
    }

    @Override
    public BrokerMarkers markers() {
        return markers;
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }
}
