package io.ssalmuk.simulator;

import io.ssalmuk.simulator.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody with a key who calls a simulator. */
record Caller(HttpClient http, String baseUrl, String key) {
    static final String FLASH = "gemini-2.5-flash";

    static Caller of(GeminiSimulator simulator) {
        return of(simulator, 0);
    }

    static Caller of(GeminiSimulator simulator, int key) {
        return new Caller(
                HttpClient.newHttpClient(),
                simulator.baseUrl(),
                simulator.keys().get(key).secret());
    }

    Caller withKey(String other) {
        return new Caller(http, baseUrl, other);
    }

    Answer ask(String prompt) {
        return ask(FLASH, prompt);
    }

    Answer ask(String model, String prompt) {
        return generate(model, contents(prompt).toString());
    }

    Answer generate(String body) {
        return generate(FLASH, body);
    }

    Answer generate(String model, String body) {
        return post("/v1beta/models/" + model + ":generateContent", body);
    }

    Answer embed(String... texts) {
        var batch = Json.object();
        var requests = batch.putArray("requests");
        for (String text : texts) {
            var content = requests.addObject().put("model", "models/gemini-embedding-001");
            content.putObject("content").putArray("parts").addObject().put("text", text);
        }
        return post("/v1beta/models/gemini-embedding-001:batchEmbedContents", batch.toString());
    }

    Answer post(String path, String body) {
        return send("POST", path, Map.of("x-goog-api-key", key), body);
    }

    Answer get(String path) {
        return send("GET", path, Map.of("x-goog-api-key", key), "");
    }

    Answer send(String method, String path, Map<String, String> headers, String body) {
        try {
            return attempt(method, path, headers, body);
        } catch (IOException broken) {
            throw new AssertionError("The connection broke", broken);
        }
    }

    Answer attempt(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    Answer attempt(String prompt) throws IOException {
        return attempt(
                "POST",
                "/v1beta/models/" + FLASH + ":generateContent",
                Map.of("x-goog-api-key", key),
                contents(prompt).toString());
    }

    static JsonNode contents(String prompt) {
        var body = Json.object();
        var content = body.putArray("contents").addObject().put("role", "user");
        content.putArray("parts").addObject().put("text", prompt);
        return body;
    }
}
