package io.ssalmuk.simulator.answer;

import io.ssalmuk.simulator.json.Json;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** Tokens by modality. */
record TokenCount(Map<Modality, Long> byModality) {
    static final TokenCount NOTHING = new TokenCount(Map.of());

    static TokenCount of(Modality modality, long tokens) {
        return tokens == 0 ? NOTHING : new TokenCount(Map.of(modality, tokens));
    }

    TokenCount plus(TokenCount other) {
        var sum = new EnumMap<Modality, Long>(Modality.class);
        sum.putAll(byModality);
        other.byModality.forEach((modality, tokens) -> sum.merge(modality, tokens, Long::sum));
        return new TokenCount(sum);
    }

    long total() {
        return byModality.values().stream().mapToLong(Long::longValue).sum();
    }

    ArrayNode details() {
        ArrayNode details = Json.array();
        byModality.forEach((modality, tokens) ->
                details.addObject().put("modality", modality.name()).put("tokenCount", tokens));
        return details;
    }
}
