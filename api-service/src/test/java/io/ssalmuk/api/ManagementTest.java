package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those see who look after the service, and who must not see it. */
@Timeout(60)
class ManagementTest {

    private static int status(HttpClient http, int port, String path)
            throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void metricsAndProbesAreOnAPortOfTheirOwn() throws IOException, InterruptedException {
        try (var api =
                        RunningApi.start(
                                RunningApi.database(),
                                TestRabbit.newVhost(),
                                "management.server.port=0");
                var http = HttpClient.newHttpClient()) {
            int management = api.managementPort();
            assertThat(status(http, management, "/actuator/prometheus")).isEqualTo(200);
            assertThat(status(http, management, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(status(http, management, "/actuator/env")).isEqualTo(404);
            assertThat(status(http, management, "/api/models")).isEqualTo(401);
            assertThat(status(http, api.port(), "/actuator/prometheus")).isEqualTo(404);
            assertThat(status(http, api.port(), "/actuator/health")).isEqualTo(404);
        }
    }

    @Test
    void clientsPortIsRefusedForIt() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();
            assertThatThrownBy(() ->
                            RunningApi.start(
                                    RunningApi.database(),
                                    TestRabbit.newVhost(),
                                    "server.port=" + port,
                                    "management.server.port=" + port))
                    .hasRootCauseMessage(
                            "SSALMUK_API_MANAGEMENT_PORT must not be SERVER_PORT: metrics are not for"
                                    + " clients.");
        }
    }

    /** So that a load balancer has seen it before the first request is turned away. */
    @Test
    void whoStopsSaysSoFirstAndGoesOnTakingRequests() throws InterruptedException {
        var api =
                RunningApi.start(RunningApi.database(), TestRabbit.newVhost(), "ssalmuk.drain=1h");
        var key = api.newKey();
        var stop = Thread.ofPlatform().start(api::stop);
        try {
            while (api.send("GET", "/health", "").status() == 200) {
                Thread.onSpinWait();
            }
            var health = api.send("GET", "/health", "");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/status").asString()).isEqualTo("stopping");
            assertThat(api.send("GET", "/api/models", "", "X-API-Key", key).status())
                    .isEqualTo(200);
        } finally {
            stop.interrupt();
            stop.join();
            api.close();
        }
    }
}
