package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries. */
final class ExchangeTest {

    private static final String ORIGIN = "https://app.example.com";

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.cors.origins=" + ORIGIN + ",http://localhost:5173");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/api/status/x", "/nowhere", "/docs/assets/none.js"})
    void everyAnswerHasAnIdAndADuration(String path) {
        var answer = api.send("GET", path, "");

        assertThat(answer.header("X-Request-Id")).hasSize(36);
        assertThat(Double.parseDouble(answer.header("X-Process-Time"))).isBetween(0.0, 60.0);
    }

    @Test
    void theCallersIdComesBack() {
        var answer = api.send("GET", "/health", "", "X-Request-Id", "their/id:7");

        assertThat(answer.header("X-Request-Id")).isEqualTo("their/id:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "<script>", "ä"})
    void anIdThatCannotStandInALogIsReplaced(String id) {
        var answer = api.send("GET", "/health", "", "X-Request-Id", id);

        assertThat(answer.header("X-Request-Id")).hasSize(36);
    }

    @Test
    void whatTheWebServerItselfRefusesHasThemToo() throws IOException {
        var answer = raw("GET /a|b HTTP/1.1\nHost: a\nConnection: close\n\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("X-Request-Id: ")
                .contains("X-Process-Time: ");
    }

    @Test
    void aPageOfAnOriginThatWasNamedMayAskWithoutAKeyWhatItMayDo() throws IOException {
        var answer = preflight(ORIGIN);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: " + ORIGIN)
                .contains("Access-Control-Allow-Headers: X-API-Key");
    }

    @Test
    void aPageOfAnotherOriginMayNot() throws IOException {
        assertThat(preflight("https://elsewhere.example.com"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("Access-Control-Allow-Origin");
    }

    /** By hand: Java's client sends no Origin. */
    private static String preflight(String origin) throws IOException {
        return raw(
                """
                OPTIONS /api/generate HTTP/1.1
                Host: a
                Origin: %s
                Access-Control-Request-Method: POST
                Access-Control-Request-Headers: X-API-Key
                Connection: close

                """
                        .formatted(origin));
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            var bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutTheSettingNoPageMayCall() {
        try (var closed = RunningApi.start(RunningApi.database(), TestRabbit.newVhost())) {
            var answer = closed.send("GET", "/health", "");

            assertThat(answer.response().headers().map()).doesNotContainKey("vary");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }
}
