package io.ssalmuk.harness.chaos;

import java.time.Duration;

/** Something that is done to a part of the topology. */
sealed interface Fault {

    /** Services of which there are several. */
    enum Service {
        API,
        WORKER
    }

    /** What all services connect to. */
    enum Backend {
        POSTGRES,
        BROKER
    }

    /** SIGKILL; started again after a while. */
    record Kill(Service service, int number, Duration back) implements Fault {}

    /** SIGSTOP; goes on after a while. Other faults come in the meantime. */
    record Pause(Service service, int number, Duration length) implements Fault {}

    /** SIGKILL to all of it; started again, with what it had, after a while. */
    record KillBackend(Backend backend, Duration back) implements Fault {}

    /** The broker is killed and comes back with nothing. */
    record WipeBroker() implements Fault {}

    /** The messages of one of the queues are thrown away. */
    record PurgeQueue(String lane) implements Fault {}

    /** Every connection to it is broken. */
    record CutBackend(Backend backend) implements Fault {}

    /** Nothing passes to or from it for a while, as if it were stopped. */
    record HoldBackend(Backend backend, Duration length) implements Fault {}

    /** A worker's connections to the upstream are broken. */
    record CutUpstream(int worker) implements Fault {}
}
