package io.ssalmuk.simulator.answer;

import java.util.OptionalLong;

/**
 * How answers are made: by whom, whether fields that the simulator does not know come back under
 * {@code simulatorUnknown}, how many tokens a prompt has if not by its length, and into how many
 * chunks a stream is cut.
 */
public record AnswerStyle(
        Answerer answerer, boolean echoUnknown, OptionalLong promptTokens, int chunks) {
    public static final AnswerStyle USUAL =
            new AnswerStyle(Prompt::text, false, OptionalLong.empty(), 3);

    public AnswerStyle with(Answerer other) {
        return new AnswerStyle(other, echoUnknown, promptTokens, chunks);
    }

    public AnswerStyle withUnknownEchoed(boolean echoed) {
        return new AnswerStyle(answerer, echoed, promptTokens, chunks);
    }

    public AnswerStyle withPromptTokens(OptionalLong tokens) {
        return new AnswerStyle(answerer, echoUnknown, tokens, chunks);
    }

    public AnswerStyle withChunks(int most) {
        return new AnswerStyle(answerer, echoUnknown, promptTokens, most);
    }

    TokenCount count(TokenCount byRule) {
        return promptTokens.isPresent()
                ? TokenCount.of(Modality.TEXT, promptTokens.getAsLong())
                : byRule;
    }
}
