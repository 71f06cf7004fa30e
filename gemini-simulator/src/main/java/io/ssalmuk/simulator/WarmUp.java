package io.ssalmuk.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Calls to another simulator in this JVM, gone before the real one starts. Without them the first
 * calls that arrive would wait half a second for classes to be loaded, and be counted that much too
 * late, as no upstream does.
 */
final class WarmUp {
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 30;

    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}";

    private WarmUp() {}

    static void run() {
        try (GeminiSimulator rehearsal = GeminiSimulator.builder().start();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest call = call(rehearsal);
            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture.allOf(
                                IntStream.range(0, AT_ONCE)
                                        .mapToObj(_ ->
                                                client.sendAsync(call, BodyHandlers.ofString()))
                                        .toArray(CompletableFuture[]::new))
                        .join();
            }
        }
    }

    private static HttpRequest call(GeminiSimulator simulator) {
        String path = "/v1beta/models/gemini-2.5-flash:generateContent";
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("x-goog-api-key", simulator.keys().getFirst().secret())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(HELLO))
                .build();
    }
}
