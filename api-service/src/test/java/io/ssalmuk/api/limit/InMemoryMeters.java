package io.ssalmuk.api.limit;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Counts in memory. */
final class InMemoryMeters implements ClientMeters {

    private final Map<Taken, Long> taken = new HashMap<>();
    private final InstantSource clock;

    InMemoryMeters(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized OptionalLong take(ClientId client, Window window, long limit) {
        long before = taken.getOrDefault(key(client, window), 0L);
        if (before >= limit) {
            return OptionalLong.empty();
        }
        taken.put(key(client, window), before + 1);
        return OptionalLong.of(limit - before - 1);
    }

    @Override
    public synchronized void giveBack(ClientId client, Window window, long limit) {
        taken.merge(key(client, window), -1L, Long::sum);
    }

    private Taken key(ClientId client, Window window) {
        return new Taken(client, window, window.end(clock.instant()));
    }

    private record Taken(ClientId client, Window window, Instant end) {}
}
