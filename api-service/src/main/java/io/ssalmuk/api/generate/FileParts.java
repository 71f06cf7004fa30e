package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.file.FileId;
import io.ssalmuk.job.JobFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of one request that name uploaded files. Each name gives way to a marker of its own,
 * drawn now: whatever a client writes, it cannot have known it.
 */
public final class FileParts {

    private static final String FILE_ID = JobFile.MEMBER;
    private static final String MIME_TYPE = "mimeType";

    /** The other things that a part may be; a file is one itself. */
    private static final Set<String> CONTENTS =
            Set.of(
                    "text",
                    "inlineData",
                    "fileData",
                    "functionCall",
                    "functionResponse",
                    "executableCode",
                    "codeExecutionResult");

    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

    private final List<NamedFile> found = new ArrayList<>();

    public List<NamedFile> found() {
        return List.copyOf(found);
    }

    static boolean isNamedBy(Field part) {
        return part.names().stream().anyMatch(name -> Names.camelCase(name).equals(FILE_ID));
    }

    /** The part as it goes into the body; its other members stay. */
    ObjectNode marked(Field part) {
        var rest = (ObjectNode) part.value().deepCopy();
        part.names().stream().filter(name -> isOurs(name)).forEach(rest::remove);
        refuseMore(part, rest);
        var marker = UUID.randomUUID();
        found.add(new NamedFile(name(part, FILE_ID).orElseThrow(), id(part), type(part), marker));
        return rest.put(FILE_ID, marker.toString());
    }

    /** Puts markers into a body in Google's own shape, and changes nothing else in it. */
    public void mark(Field request) {
        for (var name : request.names()) {
            switch (Names.camelCase(name)) {
                case "contents" -> markEach(request.at(name));
                case "systemInstruction" -> markParts(request.at(name));
                // What is counted may be a whole generation.
                case "generateContentRequest" -> mark(request.at(name));
                default -> {}
            }
        }
    }

    private void markEach(Field contents) {
        if (contents.value().isArray()) {
            contents.elements().forEach(this::markParts);
        } else {
            markParts(contents);
        }
    }

    private void markParts(Field content) {
        var parts = content.at("parts");
        for (var part : parts.value().isArray() ? parts.elements() : List.<Field>of(parts)) {
            if (part.value().isObject() && isNamedBy(part)) {
                var marked = marked(part);
                ((ObjectNode) part.value()).removeAll().setAll(marked);
            }
        }
    }

    private static boolean isOurs(String name) {
        var camel = Names.camelCase(name);
        return camel.equals(FILE_ID) || camel.equals(MIME_TYPE);
    }

    private static void refuseMore(Field part, ObjectNode rest) {
        for (var name : rest.propertyNames()) {
            if (CONTENTS.contains(Names.camelCase(name))) {
                throw part.at(name).refuse("stands beside a file_id: a part is one or the other");
            }
        }
    }

    private static FileId id(Field part) {
        var field = name(part, FILE_ID).orElseThrow();
        return FileId.parse(field.text()).orElseThrow(() -> unknown(field));
    }

    private static Optional<String> type(Field part) {
        var field = name(part, MIME_TYPE).filter(type -> !type.absent());
        field.filter(type -> !TYPE.matcher(type.text()).matches())
                .ifPresent(type -> {
                    throw type.refuse("must be a MIME type such as audio/mpeg");
                });
        return field.map(Field::text);
    }

    private static Optional<Field> name(Field part, String camel) {
        var spelled =
                part.names().stream().filter(name -> Names.camelCase(name).equals(camel)).toList();
        if (spelled.size() > 1) {
            throw part.at(spelled.getLast()).refuse("is given twice, in two spellings");
        }
        return spelled.stream().findFirst().map(part::at);
    }

    static RuntimeException unknown(Field field) {
        return field.refuse(
                "names no file of yours; upload it to /api/files/upload and use the id of the"
                        + " answer");
    }
}
