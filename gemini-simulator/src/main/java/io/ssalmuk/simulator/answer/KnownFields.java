package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.json.Json;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a generateContent request, so that the others can be told from them. */
final class KnownFields {
    private static final Set<String> REQUEST =
            Set.of(
                    "model",
                    "contents",
                    "systemInstruction",
                    "tools",
                    "toolConfig",
                    "safetySettings",
                    "generationConfig",
                    "cachedContent",
                    "serviceTier",
                    "labels");
    private static final Set<String> CONFIG =
            Set.of(
                    "temperature",
                    "topP",
                    "topK",
                    "candidateCount",
                    "maxOutputTokens",
                    "stopSequences",
                    "responseMimeType",
                    "responseSchema",
                    "responseJsonSchema",
                    "responseModalities",
                    "seed",
                    "presencePenalty",
                    "frequencyPenalty",
                    "responseLogprobs",
                    "logprobs",
                    "thinkingConfig",
                    "speechConfig",
                    "mediaResolution",
                    "imageConfig");

    private KnownFields() {}

    /** What the request has beyond the known fields, those of its generationConfig nested. */
    static ObjectNode unknown(JsonNode request) {
        ObjectNode unknown = others(request, REQUEST);
        ObjectNode inConfig = others(field(request, "generationConfig"), CONFIG);
        if (!inConfig.isEmpty()) {
            unknown.set("generationConfig", inConfig);
        }
        return unknown;
    }

    private static ObjectNode others(JsonNode node, Set<String> known) {
        ObjectNode others = Json.object();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (known.stream().noneMatch(k -> k.equals(name) || Json.snakeCase(k).equals(name))) {
                others.set(name, entry.getValue());
            }
        }
        return others;
    }
}
