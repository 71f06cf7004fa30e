package io.ssalmuk.simulator;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.clock.Pauser;
import java.time.InstantSource;

/** What cannot be changed any more once a simulator runs. */
record Frame(
        String host,
        int port,
        InstantSource clock,
        Pauser pauser,
        long seed,
        int calls,
        int bodies) {
    private static final int USUAL_CALLS = 1_000_000;

    static Frame usual() {
        MutableClock clock = MutableClock.ticking();
        return new Frame("127.0.0.1", 0, clock, clock, 1, USUAL_CALLS, 0);
    }

    Frame listening(String address, int number) {
        return new Frame(address, number, clock, pauser, seed, calls, bodies);
    }

    Frame timed(InstantSource time, Pauser pauses) {
        return new Frame(host, port, time, pauses, seed, calls, bodies);
    }

    Frame seeded(long number) {
        return new Frame(host, port, clock, pauser, number, calls, bodies);
    }

    Frame keeping(int mostCalls, int mostBodies) {
        return new Frame(host, port, clock, pauser, seed, mostCalls, mostBodies);
    }
}
