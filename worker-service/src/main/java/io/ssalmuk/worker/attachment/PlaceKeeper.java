package io.ssalmuk.worker.attachment;

import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.permit.PermitGate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Keeps a permit's place occupied while its call is prepared, however long that takes. */
final class PlaceKeeper {

    private static final Logger log = LoggerFactory.getLogger(PlaceKeeper.class);

    /** Twice within a window, so that one that fails loses nothing. */
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final QuotaLedger ledger;
    private final PermitGate gate;
    private final LongSupplier nanos;
    private final AtomicReference<Optional<Permit>> permit;
    private final AtomicLong last;
    private final AtomicBoolean slow = new AtomicBoolean();

    PlaceKeeper(QuotaLedger ledger, PermitGate gate, Permit permit, LongSupplier nanos) {
        this.ledger = ledger;
        this.gate = gate;
        this.nanos = nanos;
        this.permit = new AtomicReference<>(Optional.of(permit));
        this.last = new AtomicLong(permit.issuedNanos());
    }

    /** It takes longer than a permit lasts: those that are ready may go first. */
    void slow() {
        if (slow.compareAndSet(false, true)) {
            permit.get().ifPresent(gate::departed);
        }
    }

    /** To be called now and then; costs nothing until it is time. */
    void keep() {
        long now = nanos.getAsLong();
        if (now - last.get() < EVERY.toNanos()) {
            return;
        }
        last.set(now);
        try {
            permit.updateAndGet(held -> held.flatMap(ledger::renew));
        } catch (DataAccessException | TransactionException e) {
            log.info("a place is renewed later, PostgreSQL is away: {}", e.getMessage());
        }
    }

    boolean lost() {
        return permit.get().isEmpty();
    }

    /** The permit to leave on now; empty when its place is gone. */
    Optional<Permit> current() {
        return slow.get() ? permit.get().flatMap(ledger::renew) : permit.get();
    }
}
