package io.ssalmuk.api;

import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a client meets it: over HTTP. */
final class RunningApi implements AutoCloseable {

    static final String ADMIN_TOKEN = "a token of the tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Database database() {
        return TestPostgres.createDatabase();
    }

    static RunningApi start(Database database, Broker broker, String... settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("server.port", "0");
        all.put("spring.datasource.url", database.url());
        all.put("spring.datasource.username", database.user());
        all.put("spring.datasource.password", database.password());
        all.put("spring.rabbitmq.addresses", broker.address());
        all.put("spring.rabbitmq.username", broker.user());
        all.put("spring.rabbitmq.password", broker.password());
        all.put("spring.rabbitmq.virtual-host", broker.vhost());
        all.put("ssalmuk.admin-token", ADMIN_TOKEN);
        all.put("ssalmuk.drain", "0s");
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        var args = all.entrySet().stream().map(setting -> "--" + setting).toArray(String[]::new);
        return new RunningApi(ApiApplication.start(args));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A request to be sent, with headers as name and value in turn. */
    Answer send(String method, String path, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        var all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type") && !body.isEmpty()) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            Documented.check(response);
            return new Answer(response);
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** As the administrator. */
    Answer admin(String method, String path, String body) {
        return send(method, path, body, "Authorization", "Bearer " + ADMIN_TOKEN);
    }

    /** A new client's key. */
    String newKey() {
        return admin("POST", "/admin/keys", "{\"count\": 1}").json().at("/keys/0/key").asString();
    }

    /** Requests can still be sent, and find nobody in the end. */
    void stop() {
        context.close();
    }

    @Override
    public void close() {
        http.close();
        stop();
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String type() {
            return response.headers().firstValue("Content-Type").orElse("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }
    }
}
