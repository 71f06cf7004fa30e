package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.Permit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This worker's places: for calls in flight, and among them for calls that have a permit and have
 * not left. Permits last for less than half a second, so no more are leased at a time than can be
 * made use of; the rest would only slow each other down until all are late.
 */
final class Places {

    private static final int DEPARTING_PER_CORE = 8;

    private final Semaphore calls;
    private final Semaphore departing =
            new Semaphore(DEPARTING_PER_CORE * Runtime.getRuntime().availableProcessors());
    private final Map<Long, Stage> held = new ConcurrentHashMap<>();
    private final int all;
    private final AtomicBoolean crowded = new AtomicBoolean();

    private enum Stage {
        DEPARTING,
        CALLING
    }

    /** So many places for calls as the semaphore has permits. */
    Places(Semaphore calls) {
        this.calls = calls;
        this.all = calls.availablePermits();
    }

    /** Tickets wait for longer than they should, for want of places; true the first time. */
    boolean crowd() {
        return !crowded.getAndSet(true);
    }

    /** Since somebody said so, until a quarter is free. */
    boolean isCrowded() {
        if (crowded.get() && calls.availablePermits() * 4 >= all) {
            crowded.set(false);
        }
        return crowded.get();
    }

    boolean areFull() {
        return calls.availablePermits() == 0;
    }

    /** Waits for one place of both kinds; false when there is none for calls within this time. */
    boolean acquire(Duration most) throws InterruptedException {
        if (!calls.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            departing.acquire();
            return true;
        } catch (InterruptedException e) {
            calls.release();
            throw e;
        }
    }

    boolean tryAcquire() {
        if (!calls.tryAcquire()) {
            return false;
        }
        if (departing.tryAcquire()) {
            return true;
        }
        calls.release();
        return false;
    }

    /** Gives places back that got no permit. */
    void release(int count) {
        departing.release(count);
        calls.release(count);
    }

    /** A place is a permit's from now on. */
    void take(Permit permit) {
        held.put(permit.lease(), Stage.DEPARTING);
    }

    /** The place is nobody's again, and not given back yet. */
    void untake(Permit permit) {
        held.remove(permit.lease());
    }

    void departed(Permit permit) {
        if (held.replace(permit.lease(), Stage.DEPARTING, Stage.CALLING)) {
            departing.release();
        }
    }

    void leave(Permit permit) {
        departed(permit);
        if (held.remove(permit.lease(), Stage.CALLING)) {
            calls.release();
        }
    }
}
