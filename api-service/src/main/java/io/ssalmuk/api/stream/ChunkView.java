package io.ssalmuk.api.stream;

import io.ssalmuk.api.result.AnswerText;
import io.ssalmuk.job.Body;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a client sees of a chunk at first glance.
 *
 * @param text of the first candidate, thoughts left out
 * @param usage as the model counts it so far
 */
record ChunkView(String text, Optional<JsonNode> usage) {

    static ChunkView of(Body chunk) {
        var tree = StreamJson.read(chunk);
        return new ChunkView(AnswerText.of(tree), Optional.ofNullable(tree.get("usageMetadata")));
    }
}
