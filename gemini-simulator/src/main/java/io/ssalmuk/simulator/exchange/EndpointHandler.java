package io.ssalmuk.simulator.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Turns Jetty's requests into ours, and our replies into bytes. */
final class EndpointHandler extends Handler.Abstract {
    private final Endpoint endpoint;

    EndpointHandler(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        Incoming incoming = read(request);
        try {
            Reply reply = endpoint.answer(incoming);
            new ReplyWriter(request, response, callback).write(reply);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            callback.failed(new IOException("The simulator is stopping"));
        }
        return true;
    }

    private static Incoming read(Request request) throws IOException {
        var headers = new HashMap<String, String>();
        for (HttpField header : request.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new Incoming(
                request.getMethod(),
                Request.getPathInContext(request),
                query(request),
                headers,
                body(request),
                request.getBeginNanoTime());
    }

    private static Map<String, String> query(Request request) {
        var query = new HashMap<String, String>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValue());
        }
        return query;
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            return body.readAllBytes();
        }
    }
}
