package io.ssalmuk.queue;

import io.ssalmuk.job.Ticket;

/** A ticket in a worker's hands. It is answered exactly once, by one of the methods. */
public interface Delivery {

    Ticket ticket();

    /** The ticket is spent: its job is taken care of in the database. */
    void ack();

    /** Back into its queue, for another consumer. */
    void giveBack();
}
