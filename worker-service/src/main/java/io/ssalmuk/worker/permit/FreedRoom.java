package io.ssalmuk.worker.permit;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Tells all workers that something came back to a bucket, a few times a second at the most: what
 * comes back in the meantime is told of with the next.
 */
@Component
final class FreedRoom {

    private static final Duration GATHER = Duration.ofMillis(250);

    private final Signals signals;
    private final Executor later;
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    @Autowired
    FreedRoom(Signals signals) {
        this(signals, FreedRoom::inAWhile);
    }

    /** Tells when and where the executor lets it. */
    FreedRoom(Signals signals, Executor later) {
        this.signals = signals;
        this.later = later;
    }

    /** Sending may block while the broker is away, so it has a thread of its own. */
    private static void inAWhile(Runnable telling) {
        CompletableFuture.delayedExecutor(
                        GATHER.toMillis(),
                        TimeUnit.MILLISECONDS,
                        run -> Thread.ofVirtual().name("freed-room").start(run))
                .execute(telling);
    }

    void freed(String bucket) {
        if (untold.add(bucket)) {
            later.execute(() -> tell(bucket));
        }
    }

    private void tell(String bucket) {
        // First, for what comes back from here on may be too late for those who hear of this.
        untold.remove(bucket);
        signals.send(new Signal.PermitFreed(bucket));
    }
}
