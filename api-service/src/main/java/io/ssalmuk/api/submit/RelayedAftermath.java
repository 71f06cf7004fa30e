package io.ssalmuk.api.submit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.TicketRelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tickets to the relay, and a signal to the dispatcher at most every so often. */
@Component
final class RelayedAftermath implements Aftermath, DisposableBean {

    /** What the dispatcher is told once holds for all that was committed before it looked. */
    private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(100);

    private final TicketRelay relay;
    private final Signals signals;
    private final Semaphore waiting = new Semaphore(0);
    private final Thread signaller;

    RelayedAftermath(TicketRelay relay, Signals signals) {
        this.relay = relay;
        this.signals = signals;
        this.signaller = Thread.ofVirtual().name("work-signal").start(this::signal);
    }

    @Override
    public void tickets(List<Ticket> tickets) {
        if (!tickets.isEmpty()) {
            relay.relay(tickets);
        }
    }

    @Override
    public void workWaits() {
        waiting.release();
    }

    private void signal() {
        try {
            while (true) {
                waiting.acquire();
                waiting.drainPermits();
                signals.send(new Signal.WorkWaiting());
                Thread.sleep(BETWEEN_SIGNALS);
            }
        } catch (InterruptedException _) {
            // The process ends; the dispatcher's sweep finds what waits.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        signaller.interrupt();
    }
}
