package io.ssalmuk.api.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Reads up to a limit, and throws when there is more. */
public final class LimitedStream extends FilterInputStream {

    private final AtomicLong left;
    private final Supplier<? extends RuntimeException> tooMuch;

    public LimitedStream(
            InputStream stream, long limit, Supplier<? extends RuntimeException> tooMuch) {
        super(stream);
        this.left = new AtomicLong(limit);
        this.tooMuch = tooMuch;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        counted(Math.max(read, 0));
        return read;
    }

    private void counted(int more) {
        if (left.addAndGet(-more) < 0) {
            throw tooMuch.get();
        }
    }
}
