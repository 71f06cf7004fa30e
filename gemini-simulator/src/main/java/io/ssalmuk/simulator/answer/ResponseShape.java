package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a GenerateContentResponse. */
final class ResponseShape {
    private ResponseShape() {}

    static ObjectNode chunk(Prompt prompt, Answer answer, String piece, boolean last) {
        ObjectNode chunk = Json.object();
        ArrayNode candidates = chunk.putArray("candidates");
        int count = field(prompt.generationConfig(), "candidateCount").asInt(1);
        for (int index = 0; index < count; index++) {
            ObjectNode candidate = candidates.addObject();
            ObjectNode content = candidate.putObject("content");
            addParts(content.putArray("parts"), prompt, piece, answer.thoughtTokens() > 0 && last);
            content.put("role", "model");
            if (last) {
                candidate.put("finishReason", answer.finishReason());
            }
            candidate.put("index", index);
        }
        return chunk;
    }

    static ObjectNode usage(Answer answer, String soFar) {
        long prompt = answer.promptTokens().total();
        long text = TokenRule.ofText(soFar);
        ObjectNode usage =
                Json.object()
                        .put("promptTokenCount", prompt)
                        .put("candidatesTokenCount", text)
                        .put("totalTokenCount", prompt + text + answer.thoughtTokens());
        usage.set("promptTokensDetails", answer.promptTokens().details());
        if (answer.thoughtTokens() > 0) {
            usage.put("thoughtsTokenCount", answer.thoughtTokens());
        }
        return usage;
    }

    private static void addParts(ArrayNode parts, Prompt prompt, String piece, boolean thought) {
        var config = field(prompt.generationConfig(), "thinkingConfig");
        if (thought && field(config, "includeThoughts").asBoolean(false)) {
            parts.addObject().put("text", "Repeat what was asked.").put("thought", true);
        }
        parts.addObject().put("text", piece);
    }
}
