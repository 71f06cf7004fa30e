package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.CLIENT;
import static io.ssalmuk.worker.WorkerHarness.prompts;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.SigningSecret;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.Endpoints;
import io.ssalmuk.webhook.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** From a job's end to a receiver that verifies. */
@Timeout(90)
class WorkerWebhookTest {

    private record Got(Map<String, List<String>> headers, String body) {

        String id() {
            return requireNonNull(headers.get("Webhook-id")).getFirst();
        }

        Map<String, List<String>> signed() {
            return Map.of(
                    "webhook-id", requireNonNull(headers.get("Webhook-id")),
                    "webhook-timestamp", requireNonNull(headers.get("Webhook-timestamp")),
                    "webhook-signature", requireNonNull(headers.get("Webhook-signature")));
        }
    }

    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Refuses each event the first time. */
    private HttpServer receiver() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        var server = HttpServer.create(loopback, 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var body = exchange.getRequestBody().readAllBytes();
                        var one =
                                new Got(
                                        Map.copyOf(exchange.getRequestHeaders()),
                                        new String(body, StandardCharsets.UTF_8));
                        got.add(one);
                        exchange.sendResponseHeaders(seen.add(one.id()) ? 503 : 204, -1);
                    }
                });
        server.start();
        return server;
    }

    @Test
    void theEndOfEveryJobIsToldUntilItIsTakenAndVerifies() throws Exception {
        var receiver = receiver();
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(2, 1))) {
            harness.startWorker(
                    "--ssalmuk.webhook.schedule=1s,1s,1s", "--ssalmuk.webhook.allow=127.0.0.0/8");
            var secret = endpoint(harness, "http://127.0.0.1:" + receiver.getAddress().getPort());

            var jobs = harness.submit(prompts(10));
            var first = take(10);
            var again = take(10);

            assertThat(again)
                    .extracting(Got::id)
                    .containsExactlyInAnyOrderElementsOf(first.stream().map(Got::id).toList());
            for (var each : again) {
                new Webhook(secret.reveal()).verify(each.body(), each.signed());
            }
            assertThat(again)
                    .extracting(each -> JsonMapper.shared().readTree(each.body()))
                    .extracting(event -> event.at("/data/request_id").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(Object::toString).toList());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> harness.count("SELECT count(*) FROM webhook_pending") == 0);
            assertThat(
                            harness.count(
                                    "SELECT count(*) FROM webhook_delivery WHERE status = 'delivered' AND attempts = 2"))
                    .isEqualTo(10);
        } finally {
            receiver.stop(0);
        }
    }

    private static SigningSecret endpoint(WorkerHarness harness, String url) {
        var secret = SigningSecret.make(new SecureRandom());
        var sealed = harness.bean(KeyRings.class).signingSealer().orElseThrow().seal(secret);
        var settings = new Endpoint.Settings(url, EventType.ofJobs(), "", false, true);
        assertThat(harness.bean(Endpoints.class).add(CLIENT, settings, sealed, 1)).isPresent();
        return secret;
    }

    private List<Got> take(int count) throws InterruptedException {
        var all = new ArrayList<Got>();
        while (all.size() < count) {
            var next = got.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("event %d", all.size() + 1).isNotNull();
            all.add(next);
        }
        return all;
    }
}
