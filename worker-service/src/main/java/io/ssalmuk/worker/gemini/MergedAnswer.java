package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer that all chunks of a stream make together, as the call without a stream would have
 * given it. What is not known is kept; of several values for one name the latest counts, for
 * counters run on and a finish comes last.
 */
final class MergedAnswer {

    private static final String CANDIDATES = "candidates";

    private final ObjectNode members = ChunkJson.empty();
    private final TreeMap<Integer, MergedCandidate> candidates = new TreeMap<>();

    void add(ObjectNode chunk) {
        chunk.properties()
                .forEach(member -> {
                    if (member.getKey().equals(CANDIDATES) && member.getValue().isArray()) {
                        members.withArray(CANDIDATES); // Holds the place; filled at the end.
                        candidates(member.getValue());
                    } else {
                        members.set(member.getKey(), member.getValue());
                    }
                });
    }

    /** A candidate without an index is known by its place in the list. */
    private void candidates(JsonNode chunk) {
        int place = 0;
        for (var candidate : chunk) {
            int index = candidate.path("index").asInt(place++);
            candidates.computeIfAbsent(index, _ -> new MergedCandidate()).add(candidate);
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    Body body() {
        var tree = members.deepCopy();
        candidates.values().forEach(c -> tree.withArray(CANDIDATES).add(c.tree()));
        return ChunkJson.write(tree);
    }
}
