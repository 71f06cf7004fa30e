package io.ssalmuk.simulator.exchange;

/** Answers requests, each on a thread of its own that may wait. */
@FunctionalInterface
public interface Endpoint {
    Reply answer(Incoming incoming) throws InterruptedException;
}
