package io.ssalmuk.worker.life;

import java.time.Duration;

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
