package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.TokenUsage;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the tokens of Google's answer, token by token: the answer may hold megabytes beside them.
 */
final class UsageReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private UsageReader() {}

    /** Nothing for an answer that does not tell; an odd figure must not cost anybody the answer. */
    static TokenUsage read(Body answer) {
        try (var parser = JSON.createParser(answer.bytes())) {
            var counts = metadata(parser);
            return new TokenUsage(
                    counts.get("promptTokenCount"),
                    counts.get("candidatesTokenCount"),
                    counts.get("thoughtsTokenCount"),
                    counts.get("cachedContentTokenCount"),
                    counts.get("totalTokenCount"));
        } catch (JacksonException _) {
            return TokenUsage.NONE;
        }
    }

    private static Map<String, Long> metadata(JsonParser parser) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var value = parser.nextToken();
                if (name.equals("usageMetadata") && value == JsonToken.START_OBJECT) {
                    return counts(parser);
                }
                parser.skipChildren();
            }
        }
        return Map.of();
    }

    private static Map<String, Long> counts(JsonParser parser) {
        var counts = new HashMap<String, Long>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                counts.put(name, parser.getLongValue());
            }
            parser.skipChildren();
        }
        return counts;
    }
}
