package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.breaker.Breakers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
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

    /** How many may ask at a time: more than get permits, for not all of them may fit. */
    private static final int LINE = 128;

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

    /** After something came free; what comes free in the meantime is had by the same question. */
    private static final Duration SOON = Duration.ofMillis(50);

    private static final Duration BUSY = Duration.ofMillis(1);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private final String bucket;
    private final QuotaLedger ledger;
    private final Breakers breakers;
    private final ToLongFunction<Ticket> tokens;
    private final Places places;
    private final Listeners listeners;
    private final Patience patience = new Patience();
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

    BucketGate(String bucket, GateParts parts) {
        this.bucket = bucket;
        this.ledger = parts.ledger();
        this.breakers = parts.breakers();
        this.tokens = parts.measures().tokens();
        this.places = parts.places();
        this.listeners = parts.listeners();
    }

    void join(Waiter waiter) {
        var ask = waiter.ask(tokens);
        locked(() -> {
            var left = rest.get().left();
            if (left.compareTo(KEEP) > 0) {
                waiter.grant().complete(new Grant.Later(left));
            } else {
                room.add(waiter);
                rest.updateAndGet(old -> old.unlessFor(ask));
                changed.signal();
            }
        });
    }

    /** Something came free that nobody counted on yet. */
    void freed() {
        locked(() -> {
            wakes.incrementAndGet();
            rest.updateAndGet(old -> old.atMost(SOON));
            changed.signal();
        });
    }

    /** The waiter was interrupted; a permit that it got meanwhile is given back, unused. */
    void abandon(Waiter waiter) {
        boolean _ = left(waiter);
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
                serve(breakers.pause(bucket));
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

    /** While the model pauses, none; while it is tried, one. */
    private void serve(Optional<Duration> pause) throws InterruptedException {
        if (pause.filter(Duration::isPositive).isPresent()) {
            rest(pause.get(), Rest.ALL, wakes.get());
        } else if (pause.isPresent()) {
            serve(1);
        } else {
            serve(BLOCK);
        }
    }

    private void serve(int most) throws InterruptedException {
        long begun = System.nanoTime();
        boolean any = places.acquire(Patience.WITH_PLACES);
        int wanted = Math.min(most, waiting());
        int taken = any ? 1 + takeMorePlaces(wanted - 1) : 0;
        if (taken > 0 && lease(taken) > 0) {
            breakers.tried(bucket);
        }
        if (patience.isOver(taken < wanted && places.areFull(), begun)) {
            sendAway();
        }
    }

    private int takeMorePlaces(int wanted) {
        int more = 0;
        while (more < wanted && places.tryAcquire()) {
            more++;
        }
        return more;
    }

    private int waiting() {
        return locked(room::size);
    }

    /** Those that have waited here for long; whoever came just now may be lucky. */
    private void sendAway() {
        var away =
                line(Integer.MAX_VALUE).stream()
                        .filter(waiter -> waiter.waitsFor(Patience.WITH_PLACES))
                        .toList();
        away.forEach(waiter -> {
            if (left(waiter)) {
                waiter.grant().complete(new Grant.Elsewhere());
            }
        });
        if (!away.isEmpty() && places.crowd()) {
            listeners.crowded();
        }
    }

    private List<Waiter> line(int most) {
        return locked(() -> room.first(most));
    }

    private List<Ask> asks(List<Waiter> line) {
        return line.stream().map(waiter -> waiter.ask(tokens)).toList();
    }

    @SuppressWarnings("CatchingUnchecked") // without this loop, its bucket would stand still
    private int lease(int taken) {
        int used = 0;
        long asked = wakes.get();
        try {
            var line = line(LINE);
            var asks = asks(line);
            used = line.isEmpty() ? 0 : settle(ledger.lease(bucket, asks, taken), line, asked);
        } catch (DataAccessException | TransactionException e) {
            log.warn("no permits for {}, PostgreSQL is away: {}", bucket, e.getMessage());
            rest(DATABASE_AWAY, Rest.ALL, asked);
        } catch (RuntimeException e) {
            log.error("leasing for {} met a bug; it goes on after a pause", bucket, e);
            rest(DATABASE_AWAY, Rest.ALL, asked);
        } finally {
            places.release(taken - used);
        }
        return used;
    }

    private int settle(LeaseAnswer answer, List<Waiter> line, long asked) {
        return switch (answer) {
            case LeaseAnswer.Granted(var permits) -> hand(permits, line);
            // The rows that were locked are free again in milliseconds.
            case LeaseAnswer.Busy _ ->
                    rest(BUSY.plusMillis(ThreadLocalRandom.current().nextInt(2)), Rest.ALL, asked);
            case LeaseAnswer.Exhausted(_, var pause) -> rest(pause, asks(line), asked);
            case LeaseAnswer.NoProject _ -> nobody(asked);
            case LeaseAnswer.TooLarge(var asks, var most) -> refuse(asks, line, most);
        };
    }

    /** None gets a permit, and no place: those that are left ask again at once. */
    private int refuse(Set<Integer> asks, List<Waiter> line, Limits most) {
        for (int ask : asks) {
            var waiter = line.get(ask);
            boolean _ = left(waiter);
            waiter.grant().complete(new Grant.Never(Excess.of(waiter.ask(tokens), most, bucket)));
        }
        return 0;
    }

    private int nobody(long asked) {
        log.warn(
                "no project can serve {}: no active key, or a limit of 0; its jobs wait until that"
                        + " changes",
                bucket);
        return rest(LOOK_AGAIN, Rest.ALL, asked);
    }

    private int hand(Map<Integer, Permit> permits, List<Waiter> line) {
        int used = 0;
        for (var permit : permits.entrySet()) {
            if (hand(permit.getValue(), line.get(permit.getKey()))) {
                used++;
            } else {
                giveBack(permit.getValue());
            }
        }
        return used;
    }

    /** False when whoever asked for the permit has gone meanwhile. */
    private boolean hand(Permit permit, Waiter waiter) {
        if (!served(waiter)) {
            return false;
        }
        places.take(permit);
        if (waiter.grant().complete(new Grant.Granted(permit))) {
            return true;
        }
        places.untake(permit);
        return false;
    }

    private boolean served(Waiter waiter) {
        return locked(() -> room.serve(waiter));
    }

    private boolean left(Waiter waiter) {
        return locked(() -> room.remove(waiter));
    }

    /** A permit that cannot be given back stays spent for its window, no more. */
    private void giveBack(Permit permit) {
        try {
            ledger.giveBack(permit);
        } catch (DataAccessException | TransactionException e) {
            log.info("a permit for {} stays spent, unused: {}", bucket, e.getMessage());
        }
    }

    private int rest(Duration pause, List<Ask> refused, long asked) {
        lock.lock();
        try {
            if (wakes.get() != asked) {
                return 0;
            }
            rest.set(Rest.of(pause, refused).atMost(LOOK_AGAIN));
            if (pause.compareTo(KEEP) > 0) {
                room.takeAll().forEach(w -> w.grant().complete(new Grant.Later(pause)));
            }
        } finally {
            lock.unlock();
        }
        listeners.rests(bucket, pause);
        return 0;
    }

    private void locked(Runnable action) {
        locked(() -> {
            action.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
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
}
