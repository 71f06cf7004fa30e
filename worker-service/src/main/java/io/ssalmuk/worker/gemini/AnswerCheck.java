package io.ssalmuk.worker.gemini;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Whether a 200 carries a whole JSON object; read token by token, without building it. */
final class AnswerCheck {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AnswerCheck() {}

    static boolean isObject(String text) {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }
}
