package io.ssalmuk.worker.ticket;

import java.time.Duration;

/** Runs things later, one after the other. */
interface Alarms {

    Alarm in(Duration pause, Runnable action);

    /** Something that is to run. */
    @FunctionalInterface
    interface Alarm {

        /** It does not run any more; without effect once it has. */
        void cancel();
    }
}
