package io.ssalmuk.worker.ticket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Tells the dispatcher that tickets were used up; many at once are told of in one signal. */
final class RoomSignal {

    private static final Duration TOGETHER = Duration.ofMillis(50);

    private final Runnable send;
    private final AtomicBoolean due = new AtomicBoolean();

    RoomSignal(Runnable send) {
        this.send = send;
    }

    void cameFree() {
        if (due.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("room-signal")
                    .start(() -> {
                        LockSupport.parkNanos(TOGETHER.toNanos());
                        due.set(false);
                        send.run();
                    });
        }
    }
}
