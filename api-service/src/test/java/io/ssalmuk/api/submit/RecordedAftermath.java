package io.ssalmuk.api.submit;

import io.ssalmuk.job.Ticket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

final class RecordedAftermath implements Aftermath {

    final BlockingQueue<List<Ticket>> tickets = new LinkedBlockingQueue<>();
    final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

    @Override
    public void tickets(List<Ticket> some) {
        tickets.add(some);
    }

    @Override
    public void workWaits() {
        signals.add("work waits");
    }
}
