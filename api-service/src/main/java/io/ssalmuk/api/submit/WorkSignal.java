package io.ssalmuk.api.submit;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Tells the dispatcher that jobs wait, now and then: what it is told once holds for all that was
 * committed before it looks. Sending may block while the broker is away, so a thread of its own
 * does it.
 */
final class WorkSignal implements AutoCloseable {

    private final Signals signals;
    private final Duration pause;
    private final Semaphore waiting = new Semaphore(0);
    private final Thread sender;

    WorkSignal(Signals signals, Duration pause) {
        this.signals = signals;
        this.pause = pause;
        this.sender = Thread.ofVirtual().name("work-signal").start(this::send);
    }

    void workWaits() {
        waiting.release();
    }

    private void send() {
        try {
            while (true) {
                waiting.acquire();
                waiting.drainPermits();
                signals.send(new Signal.WorkWaiting());
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // The process ends; the dispatcher's sweep finds what waits.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
