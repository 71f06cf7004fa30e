package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import java.util.concurrent.CompletableFuture;

/** A ticket that waits at the gate. */
record Waiter(Ticket ticket, CompletableFuture<Grant> grant) {

    Waiter(Ticket ticket) {
        this(ticket, new CompletableFuture<>());
    }

    int units() {
        return ticket.units();
    }
}
