package io.ssalmuk.worker;

import io.ssalmuk.simulator.SimulatorBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The first calls to a simulator, which it keeps until it is told to answer them. */
final class HeldCalls {

    /** A latency that no clock waits for. */
    private static final Duration HELD = Duration.ofHours(1);

    private final AtomicInteger left;
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    private HeldCalls(int count) {
        this.left = new AtomicInteger(count);
    }

    static HeldCalls first(int count) {
        return new HeldCalls(count);
    }

    SimulatorBuilder in(SimulatorBuilder simulator) {
        return simulator.latency(this::latency).pauser(this::pause);
    }

    private Duration latency() {
        return left.getAndDecrement() > 0 ? HELD : Duration.ZERO;
    }

    private void pause(Duration time) throws InterruptedException {
        if (time.equals(HELD)) {
            arrived.release();
            released.await();
        }
    }

    void awaitArrived(int count) {
        arrived.acquireUninterruptibly(count);
    }

    void answer() {
        released.countDown();
    }
}
