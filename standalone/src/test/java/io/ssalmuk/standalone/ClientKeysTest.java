package io.ssalmuk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClientKeysTest {

    @Test
    void aKeyIsAskedForAsAnAdministrator() throws IOException {
        var api =
                api(
                        201,
                        """
                        {"keys": [{"id": "1", "key": "sk-1"}]}\
                        """);
        try {
            assertThat(keys(api, "secret").create("standalone")).isEqualTo("sk-1");
            assertThat(keys(api, "ada:secret,bob:other").create("standalone")).isEqualTo("sk-1");
        } finally {
            api.stop(0);
        }
    }

    @Test
    void aRefusalSaysWhatTheApiAnswered() throws IOException {
        var api = api(201, "{}");
        try {
            assertThatThrownBy(() -> keys(api, "wrong").create("standalone"))
                    .hasMessageContaining("401")
                    .hasMessageContaining("/admin/keys");
        } finally {
            api.stop(0);
        }
    }

    private static ClientKeys keys(HttpServer api, String token) {
        return new ClientKeys(URI.create("http://127.0.0.1:" + api.getAddress().getPort()), token);
    }

    /** Answers so to the token "secret", and 401 to any other. */
    private static HttpServer api(int status, String body) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/admin/keys",
                exchange -> {
                    var known =
                            "Bearer secret"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(known ? status : 401, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
