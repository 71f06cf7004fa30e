package io.ssalmuk.harness.receiver;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ssalmuk.harness.topology.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps whatever arrives, and then answers, fails or hangs by chance. What arrived is verified with
 * the public library when somebody looks at it, so that the receiver takes little of the processor
 * time that it shares with those whose pace is measured. It can be killed, which cuts all
 * connections, and started again.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final Duration HANGING = Duration.ofSeconds(60);

    private static final int BACKLOG = 1_000;

    private final int port = FreePorts.one();
    private final RandomGenerator random;
    private final double failing;
    private final double hanging;
    private final Queue<Letter> unread = new ConcurrentLinkedQueue<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReference<String> secret = new AtomicReference<>("");
    private final AtomicReference<HttpServer> server = new AtomicReference<>();

    /**
     * What arrived.
     *
     * @param ended when the job had, as the event says
     * @param accepted whether it was answered with 200
     */
    public record Arrival(
            Instant at,
            String job,
            Instant ended,
            String webhookId,
            boolean verified,
            boolean accepted) {}

    private record Letter(Instant at, String body, HttpHeaders headers, boolean accepted) {}

    /**
     * Starts it.
     *
     * @param failing the part that is answered with 500
     * @param hanging the part that is not answered
     */
    public WebhookReceiver(RandomGenerator random, double failing, double hanging) {
        this.random = random;
        this.failing = failing;
        this.hanging = hanging;
        start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/hook");
    }

    /** What it verifies with. */
    public void knows(String signingSecret) {
        secret.set(signingSecret);
    }

    public void start() {
        try {
            var http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/hook", this::receive);
            http.start();
            server.set(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts what is under way, and refuses connections. */
    public void kill() {
        server.get().stop(0);
    }

    /** How many have arrived. */
    public int count() {
        return count.get();
    }

    /** What has arrived; to be asked for within the minutes for which a signature is valid. */
    public synchronized List<Arrival> arrivals() {
        for (var letter = unread.poll(); letter != null; letter = unread.poll()) {
            arrivals.add(read(letter));
        }
        return List.copyOf(arrivals);
    }

    private Arrival read(Letter letter) {
        var data = JsonMapper.shared().readTree(letter.body()).path("data");
        return new Arrival(
                letter.at(),
                data.path("request_id").asString(),
                Instant.parse(data.path("completed_at").asString()),
                letter.headers().firstValue("webhook-id").orElse(""),
                verified(letter),
                letter.accepted());
    }

    private boolean verified(Letter letter) {
        try {
            new Webhook(secret.get()).verify(letter.body(), letter.headers());
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException _) {
            return false;
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var at = Instant.now();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = HttpHeaders.of(Map.copyOf(exchange.getRequestHeaders()), (_, _) -> true);
            double chance = random.nextDouble();
            boolean accepted = chance >= failing + hanging;
            unread.add(new Letter(at, body, headers, accepted));
            count.incrementAndGet();
            if (chance < hanging) {
                Thread.sleep(HANGING);
            }
            exchange.sendResponseHeaders(accepted ? 200 : 500, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
