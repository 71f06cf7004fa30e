package io.ssalmuk.worker.warden;

import io.ssalmuk.pool.CallTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers what was added. */
final class RecordedTally implements CallTally {

    private final List<Count> added = new ArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    List<Count> added() {
        return added;
    }

    void failOnce() {
        failing.set(true);
    }

    @Override
    public void add(Collection<Count> counts) {
        if (failing.getAndSet(false)) {
            throw new IllegalStateException("a failure of the test");
        }
        added.addAll(counts);
    }

    @Override
    public List<Sum> since(Duration ago) {
        return List.of();
    }

    @Override
    public void forget(Duration ago) {}
}
