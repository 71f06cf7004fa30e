package io.ssalmuk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * How to reach a virtual host of a RabbitMQ.
 *
 * @param managementUrl of the management plugin, such as {@code http://127.0.0.1:15672}
 */
public record Broker(
        String host, int port, String user, String password, String vhost, URI managementUrl) {

    /** As {@code spring.rabbitmq.addresses} takes it. */
    public String address() {
        return host + ":" + port;
    }

    /**
     * Makes an empty virtual host on the same node, so that test classes share a node but no
     * queues.
     */
    public Broker newVhost() {
        var name = "test-" + UUID.randomUUID();
        manage("PUT", "/api/vhosts/" + name, "{}");
        manage(
                "PUT",
                "/api/permissions/" + name + "/" + user,
                """
                {"configure": ".*", "write": ".*", "read": ".*"}\
                """);
        return new Broker(host, port, user, password, name, managementUrl);
    }

    /**
     * Asks the management API.
     *
     * @param path from {@code /api} on
     * @return the JSON it answered
     */
    public String manage(String path) {
        return manage("GET", path, "");
    }

    /** Sends a request to the management API and throws unless it succeeds. */
    public String manage(String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(managementUrl.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + credentials())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return answerTo(request);
    }

    private static String answerTo(HttpRequest request) {
        // RabbitMQ drops the connection when it is asked to change to HTTP/2.
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request + " answered " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String credentials() {
        return Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
