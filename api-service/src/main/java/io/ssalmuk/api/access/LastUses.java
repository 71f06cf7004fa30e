package io.ssalmuk.api.access;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.ClientKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * When keys were last used: noted in memory at each request, and written together every minute, for
 * nobody needs to know it sooner and a request should not pay for it.
 */
@Component
final class LastUses implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LastUses.class);

    private static final Duration RHYTHM = Duration.ofMinutes(1);

    private final ClientKeys keys;
    private final InstantSource clock;
    private final ConcurrentHashMap<ClientId, Instant> noted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("last-uses").factory());

    private final AtomicBoolean running = new AtomicBoolean();

    LastUses(ClientKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    void note(ClientId client) {
        noted.put(client, clock.instant());
    }

    /** What cannot be written now is written with the next. */
    void write() {
        var taken = new HashMap<>(noted);
        if (taken.isEmpty()) {
            return;
        }
        try {
            keys.used(taken);
            taken.forEach(noted::remove);
        } catch (DataAccessException | TransactionException e) {
            log.warn("last uses of keys are not written yet: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running.set(true);
        var _ =
                timer.scheduleWithFixedDelay(
                        this::write, RHYTHM.toSeconds(), RHYTHM.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running.set(false);
        timer.shutdownNow();
        write();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
