package io.ssalmuk.api.pool;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import org.springframework.stereotype.Component;

/**
 * Tells all workers that the pool changed. The change is committed, whatever becomes of the signal:
 * it is sent from a thread of its own, for it may block while the broker is away.
 */
@Component
record PoolSignal(Signals signals) {

    void changed() {
        Thread.ofVirtual()
                .name("pool-signal")
                .start(() -> signals.send(new Signal.CapacityChanged()));
    }
}
