package io.ssalmuk.worker.ticket;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.pool.KeyLocker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Has every key, until told otherwise. */
final class FakeLocker implements KeyLocker {

    private final AtomicBoolean losing = new AtomicBoolean();
    private final AtomicReference<Runnable> whenAsked = new AtomicReference<>(() -> {});
    private final List<String> quarantined = new CopyOnWriteArrayList<>();

    void loseNext() {
        losing.set(true);
    }

    void whenAsked(Runnable action) {
        whenAsked.set(action);
    }

    List<String> quarantined() {
        return quarantined;
    }

    @Override
    public Optional<GeminiKey> key(KeyId id) {
        whenAsked.get().run();
        return losing.getAndSet(false)
                ? Optional.empty()
                : Optional.of(new GeminiKey("key-" + id.value()));
    }

    @Override
    public void quarantine(KeyId id, String reason) {
        quarantined.add(id.value() + " " + reason);
    }
}
