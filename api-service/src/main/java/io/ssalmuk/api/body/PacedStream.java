package io.ssalmuk.api.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A request's body that must come at a certain pace, once it has been waited for longer than a
 * while. Time that the reader takes does not count.
 */
final class PacedStream extends FilterInputStream {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final long patienceNanos;
    private final long perSecond;
    private final Supplier<? extends RuntimeException> tooSlow;
    private final AtomicLong waitedNanos = new AtomicLong();
    private final AtomicLong came = new AtomicLong();

    /** Readers close what they read in parts by reading it to its end. */
    private final AtomicBoolean givenUp = new AtomicBoolean();

    PacedStream(
            InputStream stream,
            Duration patience,
            long perSecond,
            Supplier<? extends RuntimeException> tooSlow) {
        super(stream);
        this.patienceNanos = patience.toNanos();
        this.perSecond = perSecond;
        this.tooSlow = tooSlow;
    }

    @Override
    public int read() throws IOException {
        long begun = begin();
        int next = super.read();
        check(begun, next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        long begun = begin();
        int read = super.read(bytes, from, length);
        check(begun, Math.max(read, 0));
        return read;
    }

    private long begin() {
        if (givenUp.get()) {
            throw tooSlow.get();
        }
        return System.nanoTime();
    }

    private void check(long begun, int more) {
        long waited = waitedNanos.addAndGet(System.nanoTime() - begun);
        long all = came.addAndGet(more);
        if (waited > patienceNanos && all < waited / SECOND * perSecond) {
            givenUp.set(true);
            throw tooSlow.get();
        }
    }
}
