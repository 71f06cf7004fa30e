package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Leases for the tickets that wait for one bucket, and sleeps exactly as long as the ledger says,
 * or until it is woken because capacity appeared.
 */
final class BucketGate implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(BucketGate.class);

    /** Permits per statement; larger blocks would only hold bucket rows for longer. */
    private static final int BLOCK = 32;

    /**
     * A ticket is kept in hand through one window, but no longer: what waits for a day is parked,
     * for brokers close channels that leave messages unanswered for long.
     */
    private static final Duration KEEP = Duration.ofSeconds(75);

    /**
     * Whatever is known is asked for again after this: the signal that it changed may get lost, and
     * until somebody changes the pool, nobody may serve the bucket at all.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration BUSY = Duration.ofMillis(2);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private final String bucket;
    private final QuotaLedger ledger;
    private final Places places;
    private final BiConsumer<String, Duration> rests;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final WaitingRoom room = new WaitingRoom();
    private final AtomicReference<Rest> rest = new AtomicReference<>(Rest.over());
    private final AtomicReference<Thread> runner = new AtomicReference<>();

    /**
     * Tells an answer that was asked for before capacity appeared from one that was asked for
     * after.
     */
    private final AtomicLong wakes = new AtomicLong();

    BucketGate(
            String bucket, QuotaLedger ledger, Places places, BiConsumer<String, Duration> rests) {
        this.bucket = bucket;
        this.ledger = ledger;
        this.places = places;
        this.rests = rests;
    }

    void join(Waiter waiter) {
        locked(() -> {
            var left = rest.get().left();
            if (left.compareTo(KEEP) > 0) {
                waiter.grant().complete(new Grant.Later(left));
            } else {
                room.add(waiter);
                changed.signal();
            }
        });
    }

    /** The waiter was interrupted; a permit that it got meanwhile is given back, unused. */
    void abandon(Waiter waiter) {
        locked(() -> room.remove(waiter));
        if (!waiter.grant().cancel(false)
                && waiter.grant().resultNow() instanceof Grant.Granted(var permit)) {
            places.leave(permit);
            giveBack(permit);
        }
    }

    /** Capacity may have appeared: what was thought of the bucket no longer holds. */
    void wake() {
        locked(() -> {
            wakes.incrementAndGet();
            rest.set(Rest.over());
            changed.signal();
        });
    }

    @Override
    public void run() {
        runner.set(Thread.currentThread());
        try {
            while (true) {
                awaitWork();
                places.acquire();
                lease(1 + takeMorePlaces());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (room.isEmpty() || rest.get().left().isPositive()) {
                if (room.isEmpty()) {
                    changed.await();
                } else {
                    changed.await(rest.get().left().toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private int takeMorePlaces() {
        int more = 0;
        int wanted = alike() - 1;
        while (more < wanted && places.tryAcquire()) {
            more++;
        }
        return more;
    }

    private int alike() {
        lock.lock();
        try {
            return room.alike(BLOCK);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // without this loop, its bucket would stand still
    private void lease(int taken) {
        int used = 0;
        long asked = wakes.get();
        try {
            int units = units();
            used = units == 0 ? 0 : settle(ledger.lease(bucket, units, taken), units, asked);
        } catch (DataAccessException | TransactionException e) {
            log.warn("no permits for {}, PostgreSQL is away: {}", bucket, e.getMessage());
            rest(DATABASE_AWAY, asked);
        } catch (RuntimeException e) {
            log.error("leasing for {} met a bug; it goes on after a pause", bucket, e);
            rest(DATABASE_AWAY, asked);
        } finally {
            places.release(taken - used);
        }
    }

    /** What the next waiter costs; nothing when all have gone meanwhile. */
    private int units() {
        lock.lock();
        try {
            return room.next().map(Waiter::units).orElse(0);
        } finally {
            lock.unlock();
        }
    }

    private int settle(LeaseAnswer answer, int units, long asked) {
        return switch (answer) {
            case LeaseAnswer.Granted(var permits) -> hand(permits, units);
            // The rows that were locked are free again in milliseconds.
            case LeaseAnswer.Busy _ ->
                    rest(BUSY.plusMillis(ThreadLocalRandom.current().nextInt(5)), asked);
            case LeaseAnswer.Exhausted(_, var pause) -> rest(pause, asked);
            case LeaseAnswer.NoProject _ -> nobody(asked);
        };
    }

    private int nobody(long asked) {
        log.warn(
                "no project can serve {}: no active key, or a limit of 0; its jobs wait until that"
                        + " changes",
                bucket);
        return rest(LOOK_AGAIN, asked);
    }

    private int hand(List<Permit> permits, int units) {
        var unwanted = permits.stream().filter(permit -> !hand(permit, units)).toList();
        unwanted.forEach(this::giveBack);
        return permits.size() - unwanted.size();
    }

    /** Gives the permit to the next who asked for one like it; false when there is none. */
    private boolean hand(Permit permit, int units) {
        while (true) {
            var next = takeNext(units);
            if (next == null) {
                return false;
            }
            places.take(permit);
            if (next.grant().complete(new Grant.Granted(permit))) {
                return true;
            }
            places.untake(permit);
        }
    }

    /** A permit that cannot be given back stays spent for its window, no more. */
    private void giveBack(Permit permit) {
        try {
            ledger.giveBack(permit);
        } catch (DataAccessException | TransactionException e) {
            log.info("a permit for {} stays spent, unused: {}", bucket, e.getMessage());
        }
    }

    private @Nullable Waiter takeNext(int units) {
        lock.lock();
        try {
            return room.next()
                    .filter(w -> w.units() == units)
                    .flatMap(_ -> room.take())
                    .orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private int rest(Duration pause, long asked) {
        lock.lock();
        try {
            if (wakes.get() != asked) {
                return 0;
            }
            rest.set(Rest.of(pause.compareTo(LOOK_AGAIN) < 0 ? pause : LOOK_AGAIN));
            if (pause.compareTo(KEEP) > 0) {
                room.takeAll().forEach(w -> w.grant().complete(new Grant.Later(pause)));
            }
        } finally {
            lock.unlock();
        }
        rests.accept(bucket, pause);
        return 0;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        var thread = runner.get();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Until when there is nothing to ask the ledger for, on this process's monotonic clock. */
    private record Rest(long untilNanos) {

        static Rest over() {
            return new Rest(System.nanoTime());
        }

        static Rest of(Duration pause) {
            return new Rest(System.nanoTime() + pause.toNanos());
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
        }
    }
}
