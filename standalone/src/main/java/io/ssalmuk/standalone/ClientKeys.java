package io.ssalmuk.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Makes client keys as anybody would: through the API. */
record ClientKeys(URI api, String adminToken) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    String create(String name) {
        var request =
                HttpRequest.newBuilder(api.resolve("/admin/keys"))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"count": 1, "name": "%s"}\
                                        """
                                                .formatted(name)))
                        .build();
        var answer = JsonMapper.shared().readTree(answerTo(request));
        return answer.requiredAt("/keys/0/key").asString();
    }

    /** Of several that are set with names, the first. */
    private String token() {
        return adminToken.contains(":")
                ? adminToken.replaceFirst(",.*", "").replaceFirst("^[^:]*:", "")
                : adminToken;
    }

    private static String answerTo(HttpRequest request) {
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.uri()
                                + " answered "
                                + response.statusCode()
                                + ": "
                                + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a client key", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
