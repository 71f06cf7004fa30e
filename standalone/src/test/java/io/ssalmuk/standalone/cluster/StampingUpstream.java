package io.ssalmuk.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A Gemini whose chunks say when they left: each text is the chunk's number and the nanoseconds of
 * this JVM, in which the clients are too.
 */
final class StampingUpstream implements AutoCloseable {

    private final HttpServer server;
    private final AtomicReference<Script> script =
            new AtomicReference<>(Script.steady(1, Duration.ZERO));
    private final AtomicInteger calls = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);

    /** When calls met a closed connection. */
    private final LinkedBlockingQueue<Long> cut = new LinkedBlockingQueue<>();

    /**
     * How streams go.
     *
     * @param padding bytes more in each chunk
     * @param heldAt the number of chunks after which each waits for the latch
     */
    record Script(int chunks, int padding, Duration gap, int heldAt, CountDownLatch latch) {

        static Script steady(int chunks, Duration gap) {
            return padded(0, chunks, gap);
        }

        static Script padded(int bytes, int chunks, Duration gap) {
            return new Script(chunks, bytes, gap, Integer.MAX_VALUE, new CountDownLatch(0));
        }

        static Script heldAfter(int sent, int chunks) {
            return new Script(chunks, 0, Duration.ofMillis(20), sent, new CountDownLatch(1));
        }
    }

    private StampingUpstream(HttpServer server) {
        this.server = server;
    }

    static StampingUpstream start() {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var upstream = new StampingUpstream(HttpServer.create(loopback, 1024));
            upstream.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            upstream.server.createContext("/", upstream::serve);
            upstream.server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void play(Script next) {
        script.set(next);
        calls.set(0);
        arrived.drainPermits();
        cut.clear();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int calls() {
        return calls.get();
    }

    /** Returns when so many more calls have come to where they are held. */
    void awaitHeld(int count) {
        arrived.acquireUninterruptibly(count);
    }

    /** The nanoseconds at which the next call found its caller gone. */
    long awaitCut() throws InterruptedException {
        var when = cut.poll(30, TimeUnit.SECONDS);
        if (when == null) {
            throw new AssertionError("no call was cut");
        }
        return when;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            play(exchange, script.get());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            cut.add(System.nanoTime());
            throw e;
        }
    }

    private void play(HttpExchange exchange, Script now) throws IOException, InterruptedException {
        for (int n = 0; n < now.chunks(); n++) {
            if (n == now.heldAt()) {
                arrived.release();
                now.latch().await();
            } else if (n > 0) {
                TimeUnit.NANOSECONDS.sleep(now.gap().toNanos());
            }
            var text = n + " " + System.nanoTime();
            send(exchange, chunk(text + ";" + "x".repeat(now.padding()), n == now.chunks() - 1));
        }
    }

    private static String chunk(String text, boolean last) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}],\"role\":\"model\"}%s}],\"usageMetadata\":{\"totalTokenCount\":9}}\r\n\r\n"
                .formatted(text, last ? ",\"finishReason\":\"STOP\"" : "");
    }

    private static void send(HttpExchange exchange, String event) throws IOException {
        exchange.getResponseBody().write(event.getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
