package io.ssalmuk.harness.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON over HTTP to one server, with the same headers each time. */
public final class HttpJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** HTTP/1.1, because a proxy between must see where a call begins. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final URI base;
    private final Map<String, String> headers;

    public HttpJson(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same client at another server. */
    public HttpJson at(URI other) {
        return new HttpJson(other, headers);
    }

    /** The same client with one more header. */
    public HttpJson with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new HttpJson(base, all);
    }

    public Answer get(String path, Duration limit) throws IOException, InterruptedException {
        return send("GET", path, Map.of(), limit);
    }

    public Answer post(String path, Map<String, ?> body, Duration limit)
            throws IOException, InterruptedException {
        return send("POST", path, body, limit);
    }

    /**
     * Sends a request; an empty body is none.
     *
     * @param limit until the whole answer is here
     */
    public Answer send(String method, String path, Map<String, ?> body, Duration limit)
            throws IOException, InterruptedException {
        var publisher =
                body.isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(limit)
                        .header("Content-Type", "application/json")
                        .method(method, publisher);
        headers.forEach(request::header);
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return read(answer.statusCode(), answer.body());
    }

    private static Answer read(int status, String body) throws IOException {
        try {
            return new Answer(
                    status, body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body));
        } catch (JacksonException e) {
            throw new IOException(status + " with a body that is no JSON", e);
        }
    }
}
