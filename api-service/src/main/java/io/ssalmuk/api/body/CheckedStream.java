package io.ssalmuk.api.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body, read through a stream that checks what comes. */
final class CheckedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final InputStream checked;

    /** The second reads the first. */
    CheckedStream(ServletInputStream body, InputStream checked) {
        this.body = body;
        this.checked = checked;
    }

    @Override
    public int read() throws IOException {
        return checked.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return checked.read(bytes, from, length);
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
