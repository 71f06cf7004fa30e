package io.ssalmuk.api.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.Supplier;

/** A request's body, read through a {@link LimitedStream}. */
final class CountedStream extends ServletInputStream {

    private final ServletInputStream stream;
    private final LimitedStream limited;

    CountedStream(
            ServletInputStream stream, long limit, Supplier<? extends RuntimeException> tooMuch) {
        this.stream = stream;
        this.limited = new LimitedStream(stream, limit, tooMuch);
    }

    @Override
    public int read() throws IOException {
        return limited.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return limited.read(bytes, from, length);
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
