package io.ssalmuk.simulator;

import java.util.List;

/** One setting of the program: its name, what it is given, and what it does. */
record Flag(String name, String argument, String meaning) {
    static final List<Flag> ALL =
            List.of(
                    new Flag("host", "ADDRESS", "listen there; 127.0.0.1, or 0.0.0.0 for all"),
                    new Flag("port", "N", "listen there; 9000"),
                    new Flag("projects", "N", "projects project-1 to project-N; 1"),
                    new Flag("keys-per-project", "N", "keys of each of them; 1"),
                    new Flag("keys", "LIST", "key1,key2 (each its own project) or team:key1,…"),
                    new Flag("tier", "TIER", "free, tier-1, tier-2 or tier-3; free"),
                    new Flag("limits", "LIST", "model=rpm/tpm/rpd,*=…, with - for none"),
                    new Flag("rpm", "N", "requests per minute of every model"),
                    new Flag("tpm", "N", "input tokens per minute of every model"),
                    new Flag("rpd", "N", "requests per Pacific day of every model"),
                    new Flag("model", "NAME[=BUCKET]", "serve this model too; may be repeated"),
                    new Flag("window", "KIND", "fixed (calendar minutes) or sliding; fixed"),
                    new Flag("day-hint", "HINT", "per-day 429s advise midnight or minute-end"),
                    new Flag("refusals-count", "BOOL", "429s spend requests; false"),
                    new Flag("unavailable-counts", "BOOL", "503s spend quota; true"),
                    new Flag("latency-ms", "N", "time to answer; 0"),
                    new Flag("latency", "MEAN,JITTER", "the same in ms, evenly distributed"),
                    new Flag("arrival-jitter-ms", "N", "calls arrive late by up to this; 0"),
                    new Flag("chunks", "N", "chunks of a stream; 3"),
                    new Flag("chunk-gap-ms", "N", "time between them; 0"),
                    new Flag("fault503", "RATE", "share of calls that get a 503; 0"),
                    new Flag("fault", "KIND=RATE", "share of calls that go wrong so; repeatable"),
                    new Flag("file-processing-ms", "N", "time until a file is ACTIVE; 0"),
                    new Flag("prompt-tokens", "N", "tokens of every prompt, whatever its length"),
                    new Flag("echo-unknown", "BOOL", "unknown fields come back; false"),
                    new Flag("call-log", "N", "calls remembered; 1000000"),
                    new Flag("keep-bodies", "N", "raw bodies remembered; 0"),
                    new Flag("seed", "N", "what random faults and delays follow from; 1"));

    static String help() {
        var text = new StringBuilder("Simulates the Gemini API with its quotas.\n\n");
        for (Flag flag : ALL) {
            String usage = "  --" + flag.name + " " + flag.argument;
            text.append("%-34s %s%n".formatted(usage, flag.meaning));
        }
        return text.append(
                        "  --help\n\nIf any of --rpm, --tpm and --rpd is given, the others are off.\n")
                .toString();
    }

    static boolean exists(String name) {
        return ALL.stream().anyMatch(flag -> flag.name.equals(name));
    }
}
