package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.problem.CloseNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code contents} as Google's Python SDK takes them: a text, a part, a whole content, or a
 * list that mixes them. Texts and parts that follow each other are one turn of the conversation.
 */
public final class ContentsReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ArrayNode contents = JSON.arrayNode();

    /** The turn that further parts belong to. */
    private @Nullable ObjectNode turn;

    private final FileParts files;

    private ContentsReader(FileParts files) {
        this.files = files;
    }

    public static ArrayNode read(Field field, FileParts files) {
        if (field.absent()) {
            throw field.refuse("is missing: it is what the model is asked");
        }
        var reader = new ContentsReader(files);
        if (field.value().isArray()) {
            field.elements().forEach(reader::add);
        } else {
            reader.add(field);
        }
        if (reader.contents.isEmpty() || isEmptyText(field)) {
            throw field.refuse("must not be empty");
        }
        return reader.contents;
    }

    private static boolean isEmptyText(Field field) {
        return field.value().isString() && field.value().stringValue().isEmpty();
    }

    /** A system instruction: a content that nobody says. */
    static ObjectNode readInstruction(Field field, FileParts files) {
        return new ContentsReader(files).instruction(field);
    }

    private ObjectNode instruction(Field field) {
        if (isContent(field)) {
            return content(field);
        }
        var parts = JSON.arrayNode();
        if (field.value().isArray()) {
            field.elements().forEach(element -> parts.add(part(element)));
        } else {
            parts.add(part(field));
        }
        return JSON.objectNode().set("parts", parts);
    }

    private void add(Field element) {
        if (isContent(element)) {
            turn = null;
            contents.add(content(element));
        } else if (element.value().isArray()) {
            turn = null;
            element.elements().forEach(this::addPart);
            turn = null;
        } else {
            addPart(element);
        }
    }

    private void addPart(Field element) {
        var part = part(element);
        // The model calls functions; everything else is the user's.
        var role = part.has("functionCall") ? "model" : "user";
        if (turn == null || !role.equals(turn.path("role").asString())) {
            turn = contents.addObject().put("role", role);
            turn.putArray("parts");
        }
        turn.withArrayProperty("parts").add(part);
    }

    private static boolean isContent(Field field) {
        return field.value().has("parts") || field.value().has("role");
    }

    /** Its other members, known or not, stay. */
    private ObjectNode content(Field field) {
        var role = field.at("role");
        if (!role.absent() && !role.value().isString()) {
            throw role.refuse("must be a text: user or model");
        }
        var parts = field.at("parts");
        if (!parts.value().isArray()) {
            throw parts.refuse(parts.absent() ? "is missing" : "must be a list of parts");
        }
        var read = JSON.arrayNode();
        parts.elements().forEach(element -> read.add(part(element)));
        var content = (ObjectNode) field.value().deepCopy();
        return content.set("parts", read);
    }

    private ObjectNode part(Field field) {
        if (field.value().isString()) {
            return JSON.objectNode().put("text", field.value().stringValue());
        }
        if (!field.value().isObject() || field.value().isEmpty()) {
            throw field.refuse(
                    "must be a text, a part such as {\"text\": …} or {\"inlineData\": …}, or a"
                            + " content such as {\"role\": \"user\", \"parts\": […]}");
        }
        if (FileParts.isNamedBy(field)) {
            return GeminiShapes.PART.apply(new Field(field.path(), files.marked(field)));
        }
        var part = GeminiShapes.PART.apply(field);
        if (part.isEmpty() || GeminiShapes.PART.members().keySet().stream().noneMatch(part::has)) {
            refuseMistyped(field);
        }
        return part;
    }

    /** A kind of part that is new to us may be known to Google; one that is misspelt is not. */
    private static void refuseMistyped(Field part) {
        var known = GeminiShapes.PART.members().keySet();
        for (var name : part.names()) {
            var close = CloseNames.hint(Names.camelCase(name), known);
            if (!close.isEmpty()) {
                throw part.at(name).refuse("is not a part that is known" + close);
            }
        }
    }
}
