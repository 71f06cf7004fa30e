package io.ssalmuk.worker.pool;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.SealedKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Remembers keys sealed and opens one for each call, so that no key lies about in clear. */
@Component
final class SealedKeyLocker implements KeyLocker {

    private static final Logger log = LoggerFactory.getLogger(SealedKeyLocker.class);

    private final Map<KeyId, SealedKey> sealed = new ConcurrentHashMap<>();
    private final KeyPool pool;
    private final KeyRings.Opened ring;
    private final Signals signals;

    SealedKeyLocker(KeyPool pool, KeyRings.Opened ring, Signals signals) {
        this.pool = pool;
        this.ring = ring;
        this.signals = signals;
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> sealed.clear();
            case Signal.WorkWaiting _ -> {}
        }
    }

    @Override
    public Optional<GeminiKey> key(KeyId id) {
        var known = sealed.get(id);
        if (known == null) {
            var found = pool.find(id);
            found.ifPresent(key -> sealed.put(id, key));
            return found.map(ring.opener()::open);
        }
        return Optional.of(ring.opener().open(known));
    }

    @Override
    public void quarantine(KeyId id, String reason) {
        pool.quarantine(id, reason);
        log.warn(
                "Gemini key {} is quarantined, its jobs go on with others: {}", id.value(), reason);
        sealed.remove(id);
        signals.send(new Signal.CapacityChanged());
    }
}
