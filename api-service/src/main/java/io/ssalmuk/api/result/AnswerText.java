package io.ssalmuk.api.result;

import tools.jackson.databind.JsonNode;

/** What most clients look for in an answer of Google, or in a chunk of one. */
public final class AnswerText {

    private AnswerText() {}

    /**
     * The first candidate's text without thoughts. Empty for a prompt that was blocked: then there
     * are no candidates at all.
     */
    public static String of(JsonNode answer) {
        var text = new StringBuilder();
        int place = 0;
        for (var candidate : answer.path("candidates")) {
            if (candidate.path("index").asInt(place++) == 0) {
                append(candidate.path("content").path("parts"), text);
            }
        }
        return text.toString();
    }

    private static void append(JsonNode parts, StringBuilder text) {
        for (var part : parts) {
            if (!part.path("thought").asBoolean(false)) {
                text.append(part.path("text").asString(""));
            }
        }
    }
}
