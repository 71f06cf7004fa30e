package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.TestRabbit;
import org.junit.jupiter.api.Test;

final class ServiceTest {
    @Test
    void smoke() {
        long t = System.nanoTime();
        try (var api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost())) {
            System.err.println("STARTED " + (System.nanoTime() - t) / 1_000_000);
            var key = api.newKey();
            System.err.println(key);
            for (var a :
                    new RunningApi.Answer[] {
                        api.send("GET", "/", ""),
                        api.send("GET", "/health", ""),
                        api.send("GET", "/nope", ""),
                        api.send(
                                "POST",
                                "/api/generate",
                                "{\"model\":\"gemini-2.5-flash\",\"contents\":\"hi\"}",
                                "X-API-Key",
                                key),
                        api.send(
                                "POST",
                                "/api/generate",
                                "{\"model\":\"gemini-2.5-flsh\",\"contents\":\"hi\"}",
                                "X-API-Key",
                                key),
                        api.send(
                                "POST",
                                "/api/generate",
                                "{\"model\":\"gemini-2.5-flash\",\n \"contents\":[\"hi\" 5}",
                                "X-API-Key",
                                key),
                        api.send(
                                "POST",
                                "/api/generate",
                                "{}",
                                "X-API-Key",
                                key,
                                "Content-Type",
                                "text/plain"),
                        api.send("DELETE", "/api/generate", "{}", "X-API-Key", key),
                        api.send("GET", "/health", "", "Accept", "text/html"),
                        api.send("GET", "/api/status/%2Fx", "", "X-API-Key", key),
                        api.send("GET", "/api/status/x?wait=b", "", "X-API-Key", key),
                        api.admin("GET", "/admin/keys", "")
                    }) {
                System.err.println(a.status() + " " + a.type() + " " + a.body());
            }
            assertThat(key).startsWith("sk-ssal-");
        }
    }
}
