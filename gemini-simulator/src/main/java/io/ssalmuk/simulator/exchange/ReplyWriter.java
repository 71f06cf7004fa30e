package io.ssalmuk.simulator.exchange;

import io.ssalmuk.simulator.exchange.Reply.Cut;
import io.ssalmuk.simulator.exchange.Reply.Streamed;
import io.ssalmuk.simulator.exchange.Reply.Truncated;
import io.ssalmuk.simulator.exchange.Reply.Whole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Writes one reply, compressed if the caller takes it, with the headers that the upstream sends.
 */
final class ReplyWriter {
    private static final String JSON = "application/json; charset=UTF-8";

    private final Request request;
    private final Response response;
    private final Callback callback;

    ReplyWriter(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void write(Reply reply) throws IOException, InterruptedException {
        switch (reply) {
            case Whole whole -> whole(whole);
            case Truncated truncated -> truncated(truncated.whole());
            case Streamed streamed -> streamed(streamed);
            case Cut _ -> cut();
        }
    }

    private void whole(Whole whole) throws IOException {
        ByteBuffer body = ByteBuffer.wrap(head(whole));
        response.write(true, body, callback);
    }

    private void truncated(Whole whole) throws IOException {
        byte[] body = head(whole);
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            out.write(body, 0, body.length / 2);
            out.flush();
            cut();
        } catch (IOException _) {
            // Closing complains about the missing half, which is missing on purpose.
        }
    }

    private void streamed(Streamed streamed) throws IOException, InterruptedException {
        headers(200, streamed.contentType());
        boolean gzip = acceptsGzip();
        OutputStream plain = Content.Sink.asOutputStream(response);
        OutputStream out = gzip ? new GZIPOutputStream(plain, true) : plain;
        var sink = new OpenSink(out);
        try {
            streamed.script().play(sink);
            out.close();
            callback.succeeded();
        } catch (CutOnPurpose _) {
            cut();
        }
    }

    /** Sets status and headers; returns the body as it goes over the wire. */
    private byte[] head(Whole whole) throws IOException {
        headers(whole.status(), JSON);
        whole.headers().forEach(response.getHeaders()::put);
        byte[] body = acceptsGzip() ? gzip(whole.body()) : whole.body();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        return body;
    }

    private void headers(int status, String contentType) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, contentType);
        headers.put(HttpHeader.SERVER, "scaffolding on HTTPServer2");
        headers.put("server-timing", "gfet4t7; dur=71");
        headers.put(HttpHeader.VARY, "Origin, X-Origin, Referer");
        headers.put("x-content-type-options", "nosniff");
        if (acceptsGzip()) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
    }

    private boolean acceptsGzip() {
        return request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    }

    private void cut() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new CutOnPurpose());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        var compressed = new ByteArrayOutputStream(body.length / 2 + 32);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(body);
        }
        return compressed.toByteArray();
    }

    private record OpenSink(OutputStream out) implements Reply.Sink {
        @Override
        public void send(String piece) throws IOException {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        @Override
        public void cut() throws IOException {
            throw new CutOnPurpose();
        }
    }

    /** Ends a connection that a fault asked to end; nobody needs its stack. */
    private static final class CutOnPurpose extends IOException implements QuietException {}
}
