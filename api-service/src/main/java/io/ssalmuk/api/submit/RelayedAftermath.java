package io.ssalmuk.api.submit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.TicketRelay;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tickets go to the relay, and word of what waits to the dispatcher. */
@Component
final class RelayedAftermath implements Aftermath, DisposableBean {

    /** A dispatcher's pass takes about as long. */
    private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(100);

    private final TicketRelay relay;
    private final WorkSignal signal;

    RelayedAftermath(TicketRelay relay, Signals signals) {
        this.relay = relay;
        this.signal = new WorkSignal(signals, BETWEEN_SIGNALS);
    }

    @Override
    public void tickets(List<Ticket> tickets) {
        relay.relay(tickets);
    }

    @Override
    public void workWaits() {
        signal.workWaits();
    }

    @Override
    public void destroy() {
        signal.close();
    }
}
