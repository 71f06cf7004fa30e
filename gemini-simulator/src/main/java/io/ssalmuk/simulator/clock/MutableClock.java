package io.ssalmuk.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that can be pushed forward, either standing still in between or ticking along. Pauses on
 * it end when its own time has come, so that a test ends them by advancing it.
 */
public final class MutableClock implements InstantSource, Pauser {
    private final InstantSource base;
    private final boolean ticking;
    private final AtomicReference<Duration> lead = new AtomicReference<>(Duration.ZERO);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    private MutableClock(InstantSource base, boolean ticking) {
        this.base = base;
        this.ticking = ticking;
    }

    public static MutableClock stoppedAt(Instant instant) {
        return new MutableClock(InstantSource.fixed(instant), false);
    }

    /** The system's time plus whatever it has been advanced by. */
    public static MutableClock ticking() {
        return new MutableClock(InstantSource.system(), true);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(lead.get());
    }

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "The simulator's time only goes forward; cannot advance it by " + by);
        }
        lock.lock();
        try {
            lead.accumulateAndGet(by, Duration::plus);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void advanceTo(Instant instant) {
        advance(Duration.between(instant(), instant));
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Instant end = instant().plus(time);
        lock.lockInterruptibly();
        try {
            for (Duration left = time; left.isPositive(); left = Duration.between(instant(), end)) {
                var _ = moved.awaitNanos(ticking ? left.toNanos() : Long.MAX_VALUE);
            }
        } finally {
            lock.unlock();
        }
    }
}
