package io.ssalmuk.api.result;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sweeps on time, and sends everybody home before the web server waits for its last requests. */
@Component
final class WaiterSweep implements SmartLifecycle {

    private final Waiters waiters;
    private final long everyMillis;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("waiter-sweep").factory());
    private final AtomicBoolean running = new AtomicBoolean();

    WaiterSweep(Waiters waiters, WaitProperties properties) {
        this.waiters = waiters;
        this.everyMillis = properties.sweep().toMillis();
    }

    @Override
    public void start() {
        running.set(true);
        var _ =
                timer.scheduleWithFixedDelay(
                        waiters::sweep, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running.set(false);
        timer.shutdownNow();
        waiters.dismiss();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
