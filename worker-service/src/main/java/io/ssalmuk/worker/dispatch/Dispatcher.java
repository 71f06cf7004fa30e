package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.quota.QuotaLedger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * One pass over what waits: each line gets as many tickets as are used up in the next seconds, and
 * can be, and each client that waits in it its share of them.
 */
@Component
final class Dispatcher {

    private static final int BATCH = 500;

    private final Admissions admissions;
    private final QuotaLedger ledger;
    private final TicketRelay relay;
    private final ToLongFunction<Ticket> tokens;
    private final LongSupplier nanos;
    private final Map<Line, Drain> drains = new ConcurrentHashMap<>();

    @Autowired
    Dispatcher(
            Admissions admissions,
            QuotaLedger ledger,
            TicketRelay relay,
            ToLongFunction<Ticket> tokens) {
        this(admissions, ledger, relay, tokens, System::nanoTime);
    }

    Dispatcher(
            Admissions admissions,
            QuotaLedger ledger,
            TicketRelay relay,
            ToLongFunction<Ticket> tokens,
            LongSupplier nanos) {
        this.admissions = admissions;
        this.ledger = ledger;
        this.relay = relay;
        this.tokens = tokens;
        this.nanos = nanos;
    }

    /** Returns how many jobs were admitted. */
    int pass() {
        var waiting = admissions.waitingLines();
        drains.keySet().retainAll(waiting);
        return waiting.stream().mapToInt(this::admit).sum();
    }

    private int admit(Line line) {
        var drain = drains.computeIfAbsent(line, _ -> new Drain(nanos.getAsLong()));
        int tickets = tickets(line, drain);
        var first = admissions.admit(line, tickets, BATCH);
        drain.made(first.tickets(), tokens);
        relay.relay(first.tickets());
        int all = first.tickets().size() + (isWhole(first) ? rest(line, tickets) : 0);
        drain.passed(first.held(), first.held() + all, nanos.getAsLong());
        return all;
    }

    /** No more than there will be permits for: after a burst, what is left over stands there. */
    private int tickets(Line line, Drain drain) {
        long grants = ledger.outlook(line.bucket(), drain.tokens(), Drain.AHEAD).permits();
        return (int) Math.max(Drain.FEWEST, Math.min(drain.target(), grants));
    }

    private int rest(Line line, int tickets) {
        int all = 0;
        Admissions.Admitted next;
        do {
            next = admissions.admit(line, tickets, BATCH);
            relay.relay(next.tickets());
            all += next.tickets().size();
            // Ends: each round takes BATCH jobs from waiting, and the line is full at last.
        } while (isWhole(next));
        return all;
    }

    private static boolean isWhole(Admissions.Admitted admitted) {
        return admitted.tickets().size() == BATCH;
    }
}
