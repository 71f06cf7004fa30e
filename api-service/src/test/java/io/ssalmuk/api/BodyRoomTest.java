package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** There is room for one large body at a time. */
@Timeout(60)
final class BodyRoomTest {

    private static final int LARGE = 600_000;

    private static RunningApi api;
    private static String key;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        api =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.request.memory=1MB",
                        "ssalmuk.request.patience=2s");
        key = api.newKey();
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        threads.close();
        api.close();
    }

    private static String body(int length, String more) {
        return "{\"model\":\"gemini-2.5-flash\",\"contents\":\"%s\"%s}"
                .formatted("x".repeat(length), more);
    }

    private static Answer submit(String body) {
        return api.send("POST", "/api/generate", body, "X-API-Key", key);
    }

    /** Sends the head and the beginning of a large body; the room is taken once that is read. */
    private static Socket begin(String body) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        var head =
                """
                POST /api/generate HTTP/1.1
                Host: localhost
                X-API-Key: %s
                Content-Type: application/json
                Content-Length: %d
                Connection: close

                """
                        .formatted(key, body.length())
                        .replace("\n", "\r\n");
        write(socket, head + body.substring(0, LARGE / 2));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whoFindsNoRoomIsToldToComeAgainAndSmallOnesPass() throws IOException {
        var body = body(LARGE, "");
        try (var first = begin(body)) {
            var second = submit(body);
            while (second.status() == 202) {
                second = submit(body); // The first has not been heard of yet.
            }
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("Retry-After")).isEqualTo("5");
            assertThat(second.json().at("/detail").asString()).contains("large requests");
            assertThat(submit(body(10, "")).status()).isEqualTo(202);

            write(first, body.substring(LARGE / 2));
            assertThat(answer(first)).startsWith("HTTP/1.1 202");
        }
        assertThat(submit(body).status()).isEqualTo(202);
    }

    @Test
    void whoWaitsForRoomGoesOnWhenThereIsSome() throws Exception {
        var body = body(LARGE, "");
        try (var first = begin(body)) {
            var second = threads.submit(() -> submit(body));
            write(first, body.substring(LARGE / 2));
            assertThat(answer(first)).startsWith("HTTP/1.1 202");
            assertThat(second.get().status()).isEqualTo(202);
        }
    }

    @Test
    void whoWaitsForAResultHoldsNone() throws Exception {
        // Nobody works here: it waits until it is cancelled.
        var waiting = threads.submit(() -> submit(body(LARGE, ",\"wait\":50")));
        for (int n = 0; n < 3; n++) {
            assertThat(submit(body(LARGE, "")).status()).isEqualTo(202);
        }
        assertThat(waiting.isDone()).isFalse();
        while (!waiting.isDone()) {
            cancelAll();
        }
        assertThat(waiting.get().json().at("/status").asString()).isEqualTo("cancelled");
    }

    private static void cancelAll() {
        api.send("GET", "/api/jobs?status=queued", "", "X-API-Key", key)
                .json()
                .path("jobs")
                .forEach(job -> {
                    var path = "/api/jobs/" + job.path("request_id").asString();
                    var _ = api.send("DELETE", path, "", "X-API-Key", key);
                });
    }
}
