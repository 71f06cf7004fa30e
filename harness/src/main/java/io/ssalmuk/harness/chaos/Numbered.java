package io.ssalmuk.harness.chaos;

import java.util.regex.Pattern;

/** Prompts that name their job and the submission of it. */
final class Numbered {

    static final Pattern PROMPT = Pattern.compile("chaos-\\d+-\\d{6}-\\d{3}");

    /** One in so many is streamed. */
    private static final int STREAMED = 16;

    private static final int JOB_BEGINS_BEFORE_END = 10;
    private static final int JOB_ENDS_BEFORE_END = 4;

    private Numbered() {}

    static String prompt(long seed, int job, int submission) {
        return "chaos-%d-%06d-%03d".formatted(Math.abs(seed), job, submission);
    }

    static boolean streamed(int job) {
        return job % STREAMED == 3;
    }

    /** Whether the job of this prompt is. */
    static boolean streamed(String prompt) {
        int end = prompt.length();
        return streamed(
                Integer.parseInt(
                        prompt, end - JOB_BEGINS_BEFORE_END, end - JOB_ENDS_BEFORE_END, 10));
    }
}
