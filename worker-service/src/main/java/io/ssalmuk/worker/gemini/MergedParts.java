package io.ssalmuk.worker.gemini;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of one candidate, in their order. Neighbours that are nothing but text, both thoughts
 * or neither, become one part; a part with anything else in it, such as a signature, stays as it
 * is.
 */
final class MergedParts {

    private static final String TEXT = "text";
    private static final String THOUGHT = "thought";

    private final List<Piece> pieces = new ArrayList<>();

    private sealed interface Piece {
        record Other(JsonNode part) implements Piece {}

        /** Text that grows; building it anew with each chunk would take quadratic time. */
        record Text(ObjectNode first, boolean thought, StringBuilder text) implements Piece {}
    }

    void add(JsonNode part) {
        if (!(part instanceof ObjectNode object && isText(object))) {
            pieces.add(new Piece.Other(part));
            return;
        }
        boolean thought = object.path(THOUGHT).asBoolean(false);
        var text = object.path(TEXT).asString();
        if (!pieces.isEmpty()
                && pieces.getLast() instanceof Piece.Text last
                && last.thought() == thought) {
            last.text().append(text);
        } else {
            pieces.add(new Piece.Text(object, thought, new StringBuilder(text)));
        }
    }

    private static boolean isText(ObjectNode part) {
        return part.path(TEXT).isString()
                && (part.size() == 1 || (part.size() == 2 && part.path(THOUGHT).isBoolean()));
    }

    void writeTo(ArrayNode parts) {
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Other(var part) -> parts.add(part);
                case Piece.Text(var first, var _, var text) ->
                        parts.add(first.deepCopy().put(TEXT, text.toString()));
            }
        }
    }
}
