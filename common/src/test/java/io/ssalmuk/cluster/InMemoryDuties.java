package io.ssalmuk.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Duties that are gone with the test. */
public final class InMemoryDuties implements Duties {

    private final Map<String, Holder> holders = new HashMap<>();
    private final InstantSource clock;

    public InMemoryDuties(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean hold(String duty, UUID holder, Duration lease) {
        var now = clock.instant();
        var held = holders.get(duty);
        if (held != null && !held.id().equals(holder) && !held.until().isBefore(now)) {
            return false;
        }
        holders.put(duty, new Holder(holder, now.plus(lease)));
        return true;
    }

    @Override
    public synchronized void lay(String duty, UUID holder) {
        holders.computeIfPresent(duty, (_, held) -> held.id().equals(holder) ? null : held);
    }

    private record Holder(UUID id, Instant until) {}
}
