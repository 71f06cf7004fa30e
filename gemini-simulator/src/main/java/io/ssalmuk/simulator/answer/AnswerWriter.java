package io.ssalmuk.simulator.answer;

import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes GenerateContentResponses, whole or in chunks, and token counts. */
public final class AnswerWriter {
    private final AtomicReference<AnswerStyle> style;
    private final AtomicLong responses = new AtomicLong();

    public AnswerWriter(AnswerStyle style) {
        this.style = new AtomicReference<>(style);
    }

    public void changeStyle(UnaryOperator<AnswerStyle> change) {
        style.updateAndGet(change);
    }

    public long promptTokens(JsonNode request) {
        return count(request).total();
    }

    /** Tokens of one content to be embedded. */
    public long contentTokens(JsonNode content) {
        return style.get().count(TokenRule.ofContent(content)).total();
    }

    public JsonNode countTokens(JsonNode request) {
        TokenCount count = count(request);
        ObjectNode counted = Json.object().put("totalTokens", count.total());
        counted.set("promptTokensDetails", count.details());
        return counted;
    }

    public JsonNode whole(ModelCard model, Prompt prompt) {
        return chunks(model, prompt, 1).getFirst();
    }

    public List<JsonNode> chunks(ModelCard model, Prompt prompt) {
        return chunks(model, prompt, style.get().chunks());
    }

    /**
     * The chunks of a stream that will not come to its end: enough for the caller to have begun.
     */
    public List<JsonNode> beginning(ModelCard model, Prompt prompt) {
        List<JsonNode> all = chunks(model, prompt, Math.max(2, style.get().chunks()));
        return all.subList(0, Math.ceilDiv(all.size(), 2));
    }

    /** Each chunk carries the usage so far; only the last says why it is the last. */
    private List<JsonNode> chunks(ModelCard model, Prompt prompt, int most) {
        AnswerStyle now = style.get();
        Answer answer = Answer.to(prompt, model.thinking(), now);
        String id = nextId();
        List<String> pieces = TextPieces.of(answer.text(), most);
        var chunks = new ArrayList<JsonNode>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            String soFar = String.join("", pieces.subList(0, i + 1));
            ObjectNode chunk = ResponseShape.chunk(prompt, answer, pieces.get(i), last);
            chunk.set("usageMetadata", ResponseShape.usage(answer, soFar));
            chunks.add(chunk.put("modelVersion", prompt.modelVersion()).put("responseId", id));
        }
        if (now.echoUnknown()) {
            ((ObjectNode) chunks.getLast())
                    .set("simulatorUnknown", KnownFields.unknown(prompt.request()));
        }
        return chunks;
    }

    /** A prompt that was blocked has no candidates at all. */
    public JsonNode blocked(Prompt prompt) {
        ObjectNode body = Json.object();
        body.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
        TokenCount count = count(prompt.request());
        body.putObject("usageMetadata")
                .put("promptTokenCount", count.total())
                .put("totalTokenCount", count.total())
                .set("promptTokensDetails", count.details());
        return body.put("modelVersion", prompt.modelVersion()).put("responseId", nextId());
    }

    private TokenCount count(JsonNode request) {
        return style.get().count(TokenRule.ofRequest(request));
    }

    private String nextId() {
        return "sim-" + responses.incrementAndGet();
    }
}
