package io.ssalmuk.job;

import java.util.Collection;

/** Rung after a job's end was committed that somebody is to be told of. */
@FunctionalInterface
public interface OutboxBell {

    /** Returns at once. A ring that gets lost costs seconds: what is due is looked for as well. */
    void ring(Collection<String> lanes);
}
