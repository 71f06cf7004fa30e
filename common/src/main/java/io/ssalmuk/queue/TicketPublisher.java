package io.ssalmuk.queue;

import io.ssalmuk.job.Ticket;
import java.util.Collection;

/** Puts tickets into the broker's queues. */
public interface TicketPublisher {

    /**
     * Publishes and waits for the broker's confirms.
     *
     * @return whether the broker has confirmed all of them; false when it is away, and then any of
     *     them may be in a queue all the same
     */
    boolean publish(Collection<Ticket> tickets);
}
