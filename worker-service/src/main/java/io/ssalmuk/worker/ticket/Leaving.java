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
 * large body is being sent, before its last piece and once it has left, its place is stamped again.
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
        if (isOlder(permit.useBy())) {
            try {
                stamp();
            } catch (DataAccessException | TransactionException e) {
                log.info("a place may come free too soon: {}", e.getMessage());
            }
        }
    }

    private boolean isOlder(Duration age) {
        return System.nanoTime() - stamped.get() >= age.toNanos();
    }

    private boolean stamp() {
        stamped.set(System.nanoTime());
        return ledger.stamp(permit);
    }

    /**
     * Before the last piece, a stamp must be as fresh as a permit is before the first one. What
     * cannot be stamped is broken off: an incomplete call is nobody's to count.
     */
    private void keepPlace(Duration age) throws IOException {
        while (isOlder(age)) {
            try {
                if (!stamp()) {
                    throw new IOException("the call took so long to send that its place is gone");
                }
            } catch (DataAccessException | TransactionException e) {
                throw new IOException("the call took long to send, and PostgreSQL is away", e);
            }
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
            outgoing.writeTo(new Pieces(wire, length()));
        }
    }

    /** Looks after the place before each piece. */
    private final class Pieces extends OutputStream {

        private final OutputStream wire;
        private final AtomicLong left;

        Pieces(OutputStream wire, long length) {
            this.wire = wire;
            this.left = new AtomicLong(length);
        }

        @Override
        public void write(int next) throws IOException {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                keepPlace(left.addAndGet(-piece) > 0 ? EVERY : permit.useBy());
                wire.write(bytes, from + done, piece);
            }
        }
    }
}
