package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.check.Streamed;
import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Listens to one streamed job until it is over, or broken off. */
final class Listener {

    private final StringBuilder text = new StringBuilder();
    private @Nullable String id;
    private boolean whole;

    /**
     * Submits it and listens.
     *
     * @return nothing if no id came
     */
    static Optional<Streamed> listen(HttpJson api, String prompt, Duration limit)
            throws InterruptedException {
        var listener = new Listener();
        var body = Map.of("model", Topology.MODEL, "contents", prompt);
        try (var lines = api.lines("/api/generate-stream", body, limit)) {
            lines.forEach(listener::hear);
        } catch (IOException | UncheckedIOException | JacksonException _) {
            // Broken off, maybe within a line: what came is kept.
        }
        return Optional.ofNullable(listener.id)
                .map(job -> new Streamed(job, listener.text.toString(), listener.whole));
    }

    private void hear(JsonNode line) {
        if (id == null) {
            id = line.path("request_id").asString();
        }
        text.append(line.path("chunk").asString(""));
        whole |= line.has("usage");
    }
}
