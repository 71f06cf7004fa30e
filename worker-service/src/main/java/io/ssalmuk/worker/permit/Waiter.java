package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Ask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

/**
 * A ticket that waits at the gate.
 *
 * @param weight its client's
 * @param sinceNanos when it came, on this process's monotonic clock
 */
record Waiter(Ticket ticket, int weight, long sinceNanos, CompletableFuture<Grant> grant) {

    Waiter(Ticket ticket, int weight) {
        this(ticket, weight, System.nanoTime(), new CompletableFuture<>());
    }

    Ask ask(ToLongFunction<Ticket> tokens) {
        boolean urgent = ticket.line().lane() == Lane.INTERACTIVE;
        return new Ask(ticket.units(), tokens.applyAsLong(ticket), urgent);
    }

    /** How much of its client's share it takes. */
    double cost() {
        return (double) ticket.units() / weight;
    }

    boolean waitsFor(Duration time) {
        return System.nanoTime() - sinceNanos > time.toNanos();
    }
}
