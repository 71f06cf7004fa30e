package io.ssalmuk.worker.ticket;

import io.ssalmuk.queue.Delivery;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers a ticket once, whatever is said of it later. */
final class TicketAnswer {

    private final Delivery delivery;
    private final Runnable afterwards;
    private final AtomicBoolean given = new AtomicBoolean();

    TicketAnswer(Delivery delivery, Runnable afterwards) {
        this.delivery = delivery;
        this.afterwards = afterwards;
    }

    void spent() {
        if (given.compareAndSet(false, true)) {
            delivery.ack();
            afterwards.run();
        }
    }

    void giveBack() {
        if (given.compareAndSet(false, true)) {
            delivery.giveBack();
        }
    }
}
