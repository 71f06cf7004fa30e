package io.ssalmuk.worker;

import io.ssalmuk.simulator.SimulatorBuilder;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams whose next chunk comes when a test says so. */
final class HeldStreams {

    /** A pause that no clock waits for. */
    private static final Duration GAP = Duration.ofHours(1);

    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger passed = new AtomicInteger();

    SimulatorBuilder in(SimulatorBuilder simulator, int chunks) {
        return simulator.streaming(chunks, GAP).pauser(this::pause);
    }

    private void pause(Duration time) throws InterruptedException {
        if (time.equals(GAP)) {
            allowed.acquire();
            passed.incrementAndGet();
        }
    }

    /** Lets so many more chunks come. */
    void allow(int chunks) {
        allowed.release(chunks);
    }

    /** Chunks after a first one that the upstream has begun to send. */
    int passed() {
        return passed.get();
    }
}
