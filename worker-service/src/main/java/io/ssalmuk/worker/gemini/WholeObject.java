package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Whether a body is one whole JSON object; read token by token, without building it. */
final class WholeObject {

    private static final JsonMapper JSON = JsonMapper.shared();

    private WholeObject() {}

    static boolean is(Body body) {
        try (var parser = JSON.createParser(body.bytes())) {
            return isObject(parser);
        } catch (JacksonException _) {
            return false;
        }
    }

    private static boolean isObject(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        parser.skipChildren();
        return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    }
}
