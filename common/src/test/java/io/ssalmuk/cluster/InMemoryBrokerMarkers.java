package io.ssalmuk.cluster;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A marker that is gone with the test. */
public final class InMemoryBrokerMarkers implements BrokerMarkers {

    private final AtomicReference<Optional<UUID>> last = new AtomicReference<>(Optional.empty());

    @Override
    public Optional<UUID> lastSeen() {
        return last.get();
    }

    @Override
    public void seen(UUID marker) {
        last.set(Optional.of(marker));
    }
}
