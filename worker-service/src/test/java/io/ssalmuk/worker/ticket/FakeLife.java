package io.ssalmuk.worker.ticket;

import io.ssalmuk.worker.life.Life;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A boot that lives, until it is asked and does not. */
final class FakeLife implements Life {

    static final UUID FIRST = new UUID(1, 1);
    static final UUID SECOND = new UUID(2, 2);

    private final AtomicReference<UUID> boot = new AtomicReference<>(FIRST);
    private final boolean dies;

    FakeLife() {
        this(false);
    }

    private FakeLife(boolean dies) {
        this.dies = dies;
    }

    /** It finds out that it is dead when it is asked for the first time. */
    static FakeLife thatDies() {
        return new FakeLife(true);
    }

    @Override
    public UUID boot() {
        return boot.get();
    }

    @Override
    public boolean lives(UUID asked) {
        return !(dies && boot.compareAndSet(FIRST, SECOND));
    }

    @Override
    public boolean onDuty() {
        return false;
    }
}
