package io.ssalmuk.job;

import java.util.Arrays;

/** The upstream method that a job calls. */
public enum JobMethod {
    GENERATE_CONTENT("generateContent"),
    STREAM_GENERATE_CONTENT("streamGenerateContent"),
    BATCH_EMBED_CONTENTS("batchEmbedContents"),
    COUNT_TOKENS("countTokens");

    private final String text;

    JobMethod(String text) {
        this.text = text;
    }

    /** As Google's URLs spell it. */
    public String text() {
        return text;
    }

    public static JobMethod of(String text) {
        return Arrays.stream(values())
                .filter(method -> method.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method " + text));
    }
}
