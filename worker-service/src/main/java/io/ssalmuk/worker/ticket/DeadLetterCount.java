package io.ssalmuk.worker.ticket;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssalmuk.queue.TicketSource;
import org.springframework.stereotype.Component;

/** Counts what was in the queues and was no ticket: somebody else writes to them. */
@Component
final class DeadLetterCount {

    DeadLetterCount(TicketSource source, MeterRegistry meters) {
        source.onNoTicket(line ->
                meters.counter("ssalmuk.dead.letters", "line", line.toString()).increment());
    }
}
