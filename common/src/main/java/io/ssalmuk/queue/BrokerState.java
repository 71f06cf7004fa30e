package io.ssalmuk.queue;

import io.ssalmuk.job.Line;
import java.util.OptionalLong;
import java.util.UUID;

/** What the dispatcher asks the broker about itself. */
public interface BrokerState {

    /** Whether this broker, not emptied since, was given the marker. False also if it is away. */
    boolean holds(UUID marker);

    /** Leaves a marker that is lost when the broker is emptied or replaced; false if it is away. */
    boolean mark(UUID marker);

    /** Tickets that wait in a line's queue; empty if the broker is away. */
    OptionalLong depth(Line line);

    /** Whether a connection is there. */
    boolean reachable();
}
