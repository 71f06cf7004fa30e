package io.ssalmuk.worker.life;

import java.time.Duration;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A loop on a thread of its own, from a component's start to its stop. */
public final class StandingLoop {

    /** What a round has begun is finished, unless it hangs. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final Thread thread;

    /** What goes on until it is interrupted. */
    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }

    /** What is done over and over; it answers what the loop is to know. */
    @FunctionalInterface
    public interface Round<T> {
        T make() throws InterruptedException;
    }

    public StandingLoop(String name, Body body) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    private static void run(Body body) {
        try {
            body.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round that fails does not end its loop: a database comes back, and others rely on it. */
    @SuppressWarnings("CatchingUnchecked") // a loop that ends by a bug is missed by nobody at first
    public static <T> T survive(Logger log, String what, T ifFailed, Round<T> round)
            throws InterruptedException {
        try {
            return round.make();
        } catch (DataAccessException | TransactionException e) {
            log.warn("{} waits, PostgreSQL is away: {}", what, e.getMessage());
        } catch (RuntimeException e) {
            log.error("{} met a bug; it tries again later", what, e);
        }
        return ifFailed;
    }

    public void start() {
        thread.start();
    }

    /** Returns when the loop has ended, or hangs. */
    public void stop() {
        thread.interrupt();
        try {
            thread.join(LAST_ROUND);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return thread.isAlive();
    }
}
