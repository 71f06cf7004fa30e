package io.ssalmuk.simulator.answer;

/** Says what text answers a prompt. By default the prompt itself. */
@FunctionalInterface
public interface Answerer {
    String answer(Prompt prompt);
}
