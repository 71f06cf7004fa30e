package io.ssalmuk.api.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes the time when the first byte of the body is about to be written: by the body's end, the
 * headers have gone.
 */
final class TimedResponse extends HttpServletResponseWrapper {

    private final long begun;
    private final AtomicBoolean stamped = new AtomicBoolean();

    TimedResponse(HttpServletResponse response, long begun) {
        super(response);
        this.begun = begun;
    }

    void stamp() {
        if (!isCommitted() && stamped.compareAndSet(false, true)) {
            setHeader(Exchange.PROCESS_TIME, Exchange.secondsSince(begun));
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        stamp();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        stamp();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        stamp();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        stamp();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        stamp();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        stamp();
        super.sendRedirect(location);
    }
}
