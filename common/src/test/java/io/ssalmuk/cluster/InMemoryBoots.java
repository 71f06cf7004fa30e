package io.ssalmuk.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Boots that are gone with the test. */
public final class InMemoryBoots implements Boots {

    private final Map<UUID, Instant> beats = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public InMemoryBoots(InstantSource clock) {
        this.clock = clock;
    }

    public boolean alive(UUID boot) {
        return beats.containsKey(boot);
    }

    /** Whether it lives, and was heard of within this time. */
    public boolean alive(UUID boot, Duration silent) {
        var beat = beats.get(boot);
        return beat != null && !beat.isBefore(clock.instant().minus(silent));
    }

    @Override
    public void born(UUID boot, String name) {
        beats.putIfAbsent(boot, clock.instant());
    }

    @Override
    public boolean beat(UUID boot) {
        return beats.computeIfPresent(boot, (_, _) -> clock.instant()) != null;
    }

    @Override
    public void gone(UUID boot) {
        beats.remove(boot);
    }

    @Override
    public int alive(Duration silent) {
        var since = clock.instant().minus(silent);
        return (int) beats.values().stream().filter(beat -> !beat.isBefore(since)).count();
    }

    @Override
    public synchronized int bury(Duration silent) {
        var since = clock.instant().minus(silent);
        int before = beats.size();
        beats.values().removeIf(beat -> beat.isBefore(since));
        return before - beats.size();
    }
}
