package io.ssalmuk.standalone.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client as a user writes one. */
final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final String header;
    private final String credential;

    private ApiClient(int port, String header, String credential) {
        this.port = port;
        this.header = header;
        this.credential = credential;
    }

    static ApiClient withKey(int port, String key) {
        return new ApiClient(port, "X-API-Key", key);
    }

    static ApiClient admin(int port, String token) {
        return new ApiClient(port, "Authorization", "Bearer " + token);
    }

    /** The same client at another process. */
    ApiClient at(int otherPort) {
        return new ApiClient(otherPort, header, credential);
    }

    /** An answer with its status. */
    record Answer(int status, JsonNode body) {}

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var json = HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return send(request(path).header("Content-Type", "application/json").POST(json));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(header, credential);
    }

    private static Answer send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    boolean isUp() throws IOException, InterruptedException {
        try {
            return get("/health").status() == 200;
        } catch (ConnectException _) {
            return false;
        }
    }

    String submit(String prompt) throws IOException, InterruptedException {
        var answer = post("/api/generate", Map.of("model", Cluster.MODEL, "contents", prompt));
        if (answer.status() != 202) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body().path("request_id").asString();
    }

    /** Lines as they come; to be closed. */
    HttpResponse<InputStream> stream(String prompt) throws IOException, InterruptedException {
        var body = JSON.writeValueAsString(Map.of("model", Cluster.MODEL, "contents", prompt));
        return HTTP.send(
                request("/api/generate-stream")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /** The job's status, held back by the server until it has ended or the seconds are over. */
    JsonNode status(String job, int seconds) throws IOException, InterruptedException {
        return get("/api/status/" + job + "?wait=" + seconds).body();
    }
}
