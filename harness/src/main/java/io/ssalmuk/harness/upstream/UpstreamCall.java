package io.ssalmuk.harness.upstream;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One line of the upstream's journal.
 *
 * @param at when it arrived
 * @param outcome {@code ok}, {@code refused:…}, {@code fault:…}
 * @param prompt the beginning of its first text
 * @param handlingMillis what the simulator itself took until the quota's decision
 */
public record UpstreamCall(
        long sequence,
        Instant at,
        String project,
        String model,
        String outcome,
        int status,
        long tokens,
        String prompt,
        long handlingMillis) {

    static UpstreamCall of(JsonNode line) {
        return new UpstreamCall(
                line.path("sequence").asLong(),
                Instant.parse(line.path("at").asString()),
                line.path("project").asString(),
                line.path("model").asString(),
                line.path("outcome").asString(),
                line.path("status").asInt(),
                line.path("tokens").asLong(),
                line.path("marker").asString(),
                line.path("handlingMs").asLong());
    }

    /** Let through by the quota, whatever became of it. */
    public boolean passed() {
        return outcome.equals("ok") || outcome.startsWith("fault:");
    }

    /** More than the quota allowed. */
    public boolean refused() {
        return outcome.startsWith("refused:");
    }
}
