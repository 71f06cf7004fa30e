package io.ssalmuk.simulator.clock;

import java.time.Duration;

/** Where a call waits: for latency, for the next chunk, for a client that is to time out. */
@FunctionalInterface
public interface Pauser {
    void pause(Duration time) throws InterruptedException;
}
