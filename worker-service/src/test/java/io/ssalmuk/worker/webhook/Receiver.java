package io.ssalmuk.worker.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server of this JVM that takes webhooks. */
final class Receiver implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

    /** What answers a request. */
    interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request that came. */
    record Got(String path, Headers headers, String body) {}

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver answering(int code) {
        return answering(exchange -> exchange.sendResponseHeaders(code, -1));
    }

    static Receiver answering(Manner manner) {
        try {
            var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            var receiver = new Receiver(HttpServer.create(loopback, 0));
            receiver.start(manner);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(Manner manner) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var body =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        got.add(
                                new Got(
                                        exchange.getRequestURI().toString(),
                                        exchange.getRequestHeaders(),
                                        body));
                        manner.answer(exchange);
                    }
                });
        server.start();
    }

    String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    String url() {
        return url("127.0.0.1", "/hook");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next request. */
    Got next() throws InterruptedException {
        var next = got.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    int waiting() {
        return got.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
