package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody sends as fast as is asked for here: whoever is waited for at all is too slow. */
final class SlowBodiesTest {

    private static RunningApi api;
    private static String key;

    @BeforeAll
    static void start() {
        var database = RunningApi.database();
        try (var others = RunningApi.start(database, TestRabbit.newVhost())) {
            key = others.newKey();
        }
        api =
                RunningApi.start(
                        database,
                        TestRabbit.newVhost(),
                        "ssalmuk.request.patience=1ns",
                        "ssalmuk.request.slowest=1TB");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/generate, application/json, Content-Length: 100000",
        "/api/generate, application/json, Transfer-Encoding: chunked",
        "/api/files/upload, multipart/form-data; boundary=x, Content-Length: 100000",
    })
    void whoDripsIsToldAndLeft(String path, String type, String length) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            var head =
                    """
                    POST %s HTTP/1.1
                    Host: localhost
                    X-API-Key: %s
                    Content-Type: %s
                    %s

                    """
                            .formatted(path, key, type, length)
                            .replace("\n", "\r\n");
            var begun = length.startsWith("Transfer") ? "1\r\n{\r\n" : "{";
            socket.getOutputStream().write((head + begun).getBytes(StandardCharsets.UTF_8));
            // Ends: the connection is closed although most of the body is still to come.
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
            assertThat(answer).contains("The request came too slowly");
        }
    }
}
