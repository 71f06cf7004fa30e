package io.ssalmuk.worker.gemini;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An upstream that answers whatever a test says, and remembers what arrived. */
final class LocalGemini implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

    /** A request as it came over the wire. */
    record Arrived(String method, String target, Headers headers, String body) {}

    private LocalGemini(HttpServer server) {
        this.server = server;
    }

    static LocalGemini answering(int status, String body) {
        return handling(
                exchange -> answer(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
    }

    static LocalGemini handling(HttpHandler handler) {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var gemini = new LocalGemini(HttpServer.create(loopback, BACKLOG));
            gemini.start(handler);
            return gemini;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes requests in and answers none until the latch opens. */
    static LocalGemini holdingBack(CountDownLatch latch, String body) {
        return handling(exchange -> {
            try {
                latch.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
        });
    }

    private void start(HttpHandler handler) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    arrived.add(read(exchange));
                    try (exchange) {
                        handler.handle(exchange);
                    }
                });
        server.start();
    }

    private static Arrived read(HttpExchange exchange) throws IOException {
        return new Arrived(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    List<Arrived> arrived() {
        return arrived;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
