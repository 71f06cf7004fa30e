package io.ssalmuk.harness.chaos;

import java.util.regex.Pattern;

/** Prompts that name their job and the submission of it. */
final class Numbered {

    static final Pattern PROMPT = Pattern.compile("chaos-\\d+-\\d{6}-\\d{3}");

    private Numbered() {}

    static String prompt(long seed, int job, int submission) {
        return "chaos-%d-%06d-%03d".formatted(Math.abs(seed), job, submission);
    }
}
