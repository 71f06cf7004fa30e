package io.ssalmuk.worker.gemini;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One candidate of all chunks: its parts one after the other, the latest of all else. */
final class MergedCandidate {

    private static final String CONTENT = "content";
    private static final String PARTS = "parts";

    private final ObjectNode members = ChunkJson.empty();
    private final MergedParts parts = new MergedParts();

    void add(JsonNode candidate) {
        candidate
                .properties()
                .forEach(member -> {
                    if (member.getKey().equals(CONTENT) && member.getValue().isObject()) {
                        content(member.getValue());
                    } else {
                        members.set(member.getKey(), member.getValue());
                    }
                });
    }

    private void content(JsonNode chunk) {
        var content =
                members.get(CONTENT) instanceof ObjectNode there
                        ? there
                        : members.putObject(CONTENT);
        chunk.properties()
                .forEach(member -> {
                    if (member.getKey().equals(PARTS) && member.getValue().isArray()) {
                        content.withArray(PARTS); // Holds the place; filled at the end.
                        member.getValue().forEach(parts::add);
                    } else {
                        content.set(member.getKey(), member.getValue());
                    }
                });
    }

    ObjectNode tree() {
        var tree = members.deepCopy();
        if (tree.path(CONTENT).path(PARTS) instanceof ArrayNode all) {
            parts.writeTo(all);
        }
        return tree;
    }
}
