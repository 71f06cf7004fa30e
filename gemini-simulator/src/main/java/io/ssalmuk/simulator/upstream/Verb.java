package io.ssalmuk.simulator.upstream;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of a model, and the name of the rpc behind it. */
enum Verb {
    GENERATE("generateContent", "GenerativeService.GenerateContent"),
    STREAM("streamGenerateContent", "GenerativeService.StreamGenerateContent"),
    COUNT("countTokens", "GenerativeService.CountTokens"),
    EMBED("embedContent", "GenerativeService.EmbedContent"),
    BATCH_EMBED("batchEmbedContents", "GenerativeService.BatchEmbedContents");

    private final String path;
    private final String rpc;

    Verb(String path, String rpc) {
        this.path = path;
        this.rpc = rpc;
    }

    String path() {
        return path;
    }

    String rpc(String version) {
        return "google.ai.generativelanguage." + version + "." + rpc;
    }

    boolean embeds() {
        return this == EMBED || this == BATCH_EMBED;
    }

    static Optional<Verb> of(String path) {
        return Arrays.stream(values()).filter(verb -> verb.path.equals(path)).findFirst();
    }
}
