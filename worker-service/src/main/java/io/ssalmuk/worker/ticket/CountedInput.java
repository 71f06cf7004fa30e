package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The input tokens that Google counted for a call, read from its answer token by token: it may hold
 * megabytes beside them.
 */
final class CountedInput {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What tools put into the prompt is input as well; what came from a cache counts in both. */
    private static final Set<String> INPUT = Set.of("promptTokenCount", "toolUsePromptTokenCount");

    private CountedInput() {}

    /** Empty where the answer does not tell. */
    static OptionalLong of(Body answer) {
        try (var parser = JSON.createParser(answer.bytes())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                return ofObject(parser);
            }
        } catch (JacksonException _) {
            // An odd answer is the caller's; here it tells nothing.
        }
        return OptionalLong.empty();
    }

    private static OptionalLong ofObject(JsonParser parser) {
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var value = parser.nextToken();
            if (name.equals("usageMetadata") && value == JsonToken.START_OBJECT) {
                return sum(parser);
            }
            parser.skipChildren();
        }
        return OptionalLong.empty();
    }

    private static OptionalLong sum(JsonParser parser) {
        long sum = 0;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                    && INPUT.contains(name)
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                sum += Math.max(0, parser.getLongValue());
            }
            parser.skipChildren();
        }
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
