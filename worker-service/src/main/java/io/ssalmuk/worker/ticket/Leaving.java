package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.attachment.Prepared;
import io.ssalmuk.worker.gemini.Departure;
import io.ssalmuk.worker.gemini.OutgoingBody;
import io.ssalmuk.worker.permit.PermitGate;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A call that leaves on its permit. Nobody knows at which of its bytes Google counts it: while a
 * large body is being sent, and once it has been, its place is stamped again.
 */
final class Leaving implements Departure {

    private static final Logger log = LoggerFactory.getLogger(Leaving.class);

    /** Twice within a window, so that one that fails loses nothing. */
    private static final Duration EVERY = Duration.ofSeconds(20);

    private static final int PIECE = 64 * 1024;

    private final Permit permit;
    private final OutgoingBody outgoing;
    private final CallWatch watch;
    private final QuotaLedger ledger;
    private final PermitGate gate;
    private final AtomicLong stamped;

    Leaving(Prepared.Ready ready, CallWatch watch, QuotaLedger ledger, PermitGate gate) {
        this.permit = ready.permit();
        this.outgoing = ready.body();
        this.watch = watch;
        this.ledger = ledger;
        this.gate = gate;
        this.stamped = new AtomicLong(permit.issuedNanos());
    }

    @Override
    public boolean isInTime() {
        watch.leaves();
        gate.departed(permit);
        return permit.usableAt(System.nanoTime());
    }

    @Override
    public OutgoingBody body(Claim claim) {
        return new Stamped();
    }

    @Override
    public void left() {
        stampAfter(permit.useBy());
    }

    private void stampAfter(Duration time) {
        long now = System.nanoTime();
        if (now - stamped.get() < time.toNanos()) {
            return;
        }
        stamped.set(now);
        try {
            ledger.stamp(permit);
        } catch (DataAccessException | TransactionException e) {
            log.info("a place may come free too soon, PostgreSQL is away: {}", e.getMessage());
        }
    }

    /** The body, piece by piece. */
    private final class Stamped implements OutgoingBody {

        @Override
        public long length() {
            return outgoing.length();
        }

        @Override
        public void writeTo(OutputStream wire) throws IOException {
            outgoing.writeTo(
                    new OutputStream() {
                        @Override
                        public void write(int next) throws IOException {
                            wire.write(next);
                        }

                        @Override
                        public void write(byte[] bytes, int from, int length) throws IOException {
                            for (int done = 0; done < length; done += PIECE) {
                                wire.write(bytes, from + done, Math.min(PIECE, length - done));
                                stampAfter(EVERY);
                            }
                        }
                    });
        }
    }
}
