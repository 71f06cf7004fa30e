package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.worker.fixture.Given;
import java.util.concurrent.CompletableFuture;

/** A ticket, and how it was answered. */
record FakeDelivery(Ticket ticket, CompletableFuture<String> answer) implements Delivery {

    FakeDelivery() {
        this(Given.ticket(), new CompletableFuture<>());
    }

    @Override
    public void ack() {
        answer("ack");
    }

    @Override
    public void giveBack() {
        answer("back");
    }

    private void answer(String how) {
        if (!answer.complete(how)) {
            throw new IllegalStateException("answered twice");
        }
    }
}
