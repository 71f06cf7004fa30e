package io.ssalmuk.queue;

import io.ssalmuk.job.Ticket;
import java.util.Collection;

/**
 * Publishes the tickets of committed jobs behind the caller's back, and notes which the broker has
 * confirmed. A ticket that gets lost in here is found by the dispatcher, because it was never
 * confirmed.
 */
public interface TicketRelay {

    /** Hands tickets over and returns at once. */
    void relay(Collection<Ticket> tickets);
}
