package io.ssalmuk.worker.dispatch;

import io.ssalmuk.cluster.BrokerMarkers;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.BrokerState;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A broker that can be emptied and taken away, and the memory of which was seen last. */
final class FakeBroker implements BrokerState, BrokerMarkers {

    private final Set<UUID> marks = new HashSet<>();
    private final AtomicReference<Optional<UUID>> seen = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean goesWhenAsked = new AtomicBoolean();
    private final AtomicLong depth = new AtomicLong();

    void empty() {
        marks.clear();
    }

    void away() {
        away.set(true);
    }

    void goesWhenAsked() {
        goesWhenAsked.set(true);
    }

    void depth(long tickets) {
        depth.set(tickets);
    }

    @Override
    public boolean holds(UUID marker) {
        away.compareAndSet(false, goesWhenAsked.get());
        return !away.get() && marks.contains(marker);
    }

    @Override
    public boolean mark(UUID marker) {
        return !away.get() && marks.add(marker);
    }

    @Override
    public OptionalLong depth(Line line) {
        return away.get() ? OptionalLong.empty() : OptionalLong.of(depth.get());
    }

    @Override
    public boolean reachable() {
        return !away.get();
    }

    @Override
    public Optional<UUID> lastSeen() {
        return seen.get();
    }

    @Override
    public void seen(UUID marker) {
        seen.set(Optional.of(marker));
    }
}
