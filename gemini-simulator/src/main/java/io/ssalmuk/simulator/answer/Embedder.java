package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.json.Json;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Vectors of length one that depend on the text alone: equal texts, equal vectors. */
public final class Embedder {
    /** Short, unlike the upstream's 3,072, as nobody compares them by meaning. */
    private static final int DIMENSIONS = 16;

    private Embedder() {}

    public static JsonNode single(JsonNode request) {
        ObjectNode answer = Json.object();
        answer.set("embedding", embed(request));
        return answer;
    }

    public static JsonNode batch(JsonNode requests) {
        ObjectNode answer = Json.object();
        ArrayNode embeddings = answer.putArray("embeddings");
        requests.forEach(request -> embeddings.add(embed(request)));
        return answer;
    }

    public static String textOf(JsonNode request) {
        return Prompt.textOf(field(request, "content"));
    }

    private static ObjectNode embed(JsonNode request) {
        int dimensions = field(request, "outputDimensionality").asInt(DIMENSIONS);
        double[] values =
                new Random(textOf(request).hashCode()).doubles(dimensions, -1, 1).toArray();
        double length = 0;
        for (double value : values) {
            length = Math.hypot(length, value);
        }
        ObjectNode embedding = Json.object();
        ArrayNode array = embedding.putArray("values");
        for (double value : values) {
            array.add((float) (value / length));
        }
        return embedding;
    }
}
