package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * One pass over what waits: admits as many tickets as the ledger can serve in the next seconds, one
 * client after the other.
 */
@Component
final class Dispatcher {

    /** How far ahead queues are filled; a pass comes more often than that. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private static final int BATCH = 500;

    private final Admissions admissions;
    private final QuotaLedger ledger;
    private final TicketRelay relay;

    Dispatcher(Admissions admissions, QuotaLedger ledger, TicketRelay relay) {
        this.admissions = admissions;
        this.ledger = ledger;
        this.relay = relay;
    }

    /** Returns how many jobs were admitted. */
    int pass() {
        return admissions.waitingLines().stream().mapToInt(this::admit).sum();
    }

    private int admit(Line line) {
        long grants = ledger.outlook(line.bucket(), AHEAD).permits();
        int perClient = (int) Math.max(Admissions.CLIENT_TICKETS, grants);
        int admitted = 0;
        List<Ticket> tickets;
        do {
            tickets = admissions.admit(line, perClient, BATCH);
            relay.relay(tickets);
            admitted += tickets.size();
            // Ends: each round takes BATCH jobs from waiting, and clients run out of room.
        } while (tickets.size() == BATCH);
        return admitted;
    }
}
