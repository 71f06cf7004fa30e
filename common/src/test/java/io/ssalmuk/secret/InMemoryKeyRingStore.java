package io.ssalmuk.secret;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A key ring that is gone with the test. */
public final class InMemoryKeyRingStore implements KeyRingStore {

    private final AtomicReference<Optional<StoredKeyRing>> stored =
            new AtomicReference<>(Optional.empty());

    @Override
    public Optional<StoredKeyRing> find() {
        return stored.get();
    }

    @Override
    public StoredKeyRing findOrStore(StoredKeyRing ring) {
        return stored.updateAndGet(before -> before.or(() -> Optional.of(ring))).orElseThrow();
    }

    @Override
    public boolean replace(StoredKeyRing old, StoredKeyRing ring) {
        var before = stored.get();
        return before.filter(found -> Arrays.equals(found.privateKeyset(), old.privateKeyset()))
                        .isPresent()
                && stored.compareAndSet(before, Optional.of(ring));
    }
}
