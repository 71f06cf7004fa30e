package io.ssalmuk.simulator.exchange;

import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.refusal.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What goes back over the wire, whether as HTTP has it or broken. */
public sealed interface Reply {
    static Reply json(int status, JsonNode body) {
        return new Whole(status, Map.of(), Json.bytes(body));
    }

    static Reply ok(JsonNode body) {
        return json(200, body);
    }

    static Reply refusal(Refusal refusal) {
        return json(refusal.code(), refusal.body());
    }

    @SuppressWarnings("ArrayRecordComponent") // bodies are written, never compared
    record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {
        public Whole with(String header, String value) {
            var more = new TreeMap<>(headers);
            more.put(header, value);
            return new Whole(status, more, body);
        }
    }

    /** Announces all of the body, sends half of it and closes the connection. */
    record Truncated(Whole whole) implements Reply {}

    record Streamed(String contentType, Script script) implements Reply {}

    /** Closes the connection without a word. */
    record Cut() implements Reply {}

    /** Plays a stream; returning ends it properly. */
    @FunctionalInterface
    interface Script {
        void play(Sink sink) throws IOException, InterruptedException;
    }

    /** Where a stream's pieces go, each sent at once. */
    interface Sink {
        void send(String piece) throws IOException;

        /** Closes the connection in the middle of the stream. */
        void cut() throws IOException;
    }
}
