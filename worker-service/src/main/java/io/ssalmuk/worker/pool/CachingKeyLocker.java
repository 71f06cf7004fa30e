package io.ssalmuk.worker.pool;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.secret.KeyRings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers opened keys until the pool changes: opening one costs more time than a permit can
 * spare, and whoever reads this process's memory has the ring's private half as well.
 */
@Component
final class CachingKeyLocker implements KeyLocker {

    private static final Logger log = LoggerFactory.getLogger(CachingKeyLocker.class);

    private final Map<KeyId, GeminiKey> opened = new ConcurrentHashMap<>();
    private final KeyPool pool;
    private final KeyRings.Opened ring;
    private final Signals signals;

    CachingKeyLocker(KeyPool pool, KeyRings.Opened ring, Signals signals) {
        this.pool = pool;
        this.ring = ring;
        this.signals = signals;
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> opened.clear();
            case Signal.WorkWaiting _,
                    Signal.PermitFreed _,
                    Signal.FilesDeleted _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    @Override
    public Optional<GeminiKey> key(KeyId id) {
        var known = opened.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = pool.find(id).map(ring.opener()::open);
        found.ifPresent(key -> opened.put(id, key));
        return found;
    }

    @Override
    public void quarantine(KeyId id, String reason) {
        pool.quarantine(id, reason);
        log.warn(
                "Gemini key {} is quarantined, its jobs go on with others: {}", id.value(), reason);
        opened.remove(id);
        signals.send(new Signal.CapacityChanged());
    }
}
