package io.ssalmuk.api.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Reads up to a limit, and throws when there is more. */
final class CountedStream extends ServletInputStream {

    private final ServletInputStream stream;
    private final long limit;
    private final Supplier<? extends RuntimeException> tooMuch;
    private final AtomicLong count = new AtomicLong();

    CountedStream(
            ServletInputStream stream, long limit, Supplier<? extends RuntimeException> tooMuch) {
        this.stream = stream;
        this.limit = limit;
        this.tooMuch = tooMuch;
    }

    @Override
    public int read() throws IOException {
        int next = stream.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = stream.read(bytes, from, length);
        counted(Math.max(read, 0));
        return read;
    }

    private void counted(int more) {
        if (count.addAndGet(more) > limit) {
            throw tooMuch.get();
        }
    }

    @Override
    public boolean isFinished() {
        return stream.isFinished();
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        stream.setReadListener(listener);
    }
}
