package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

/** The text of an answer, cut to the length that was allowed, and what it cost. */
record Answer(String text, String finishReason, TokenCount promptTokens, long thoughtTokens) {
    /** Enough to be seen in a report; thinking is not simulated. */
    private static final long THOUGHT_TOKENS = 8;

    static Answer to(Prompt prompt, boolean thinking, AnswerStyle style) {
        TokenCount tokens = style.count(TokenRule.ofRequest(prompt.request()));
        String text = style.answerer().answer(prompt);
        long thoughts = thinking && thinks(prompt) ? THOUGHT_TOKENS : 0;
        int most = field(prompt.generationConfig(), "maxOutputTokens").asInt(Integer.MAX_VALUE);
        return TokenRule.ofText(text) <= most
                ? new Answer(text, "STOP", tokens, thoughts)
                : new Answer(cut(text, most), "MAX_TOKENS", tokens, thoughts);
    }

    long textTokens() {
        return TokenRule.ofText(text);
    }

    private static boolean thinks(Prompt prompt) {
        var thinking = field(prompt.generationConfig(), "thinkingConfig");
        return field(thinking, "thinkingBudget").asInt(-1) != 0;
    }

    private static String cut(String text, int tokens) {
        return text.substring(0, text.offsetByCodePoints(0, tokens * 4));
    }
}
