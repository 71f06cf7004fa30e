package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Ask;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

/** A ticket that waits at the gate. */
record Waiter(Ticket ticket, CompletableFuture<Grant> grant) {

    Waiter(Ticket ticket) {
        this(ticket, new CompletableFuture<>());
    }

    Ask ask(ToLongFunction<Ticket> tokens) {
        boolean urgent = ticket.line().lane() == Lane.INTERACTIVE;
        return new Ask(ticket.units(), tokens.applyAsLong(ticket), urgent);
    }
}
