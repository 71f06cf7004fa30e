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

    private final Boots boots;

    public InMemoryDuties(InstantSource clock, Boots boots) {
        this.clock = clock;
        this.boots = boots;
    }

    @Override
    public Shift beat(UUID boot, String duty, Duration lease) {
        boolean lives = boots.beat(boot);
        return new Shift(lives, lives && hold(duty, boot, lease));
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
