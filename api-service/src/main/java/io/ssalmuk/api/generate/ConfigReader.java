package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code config}: the SDK's flat shape, of which the REST body has some members elsewhere.
 */
public final class ConfigReader {

    private static final String GENERATION_CONFIG = "generationConfig";
    private static final String SYSTEM_INSTRUCTION = "systemInstruction";

    /** What the SDK keeps to itself; Google would refuse it. */
    private static final Set<String> CLIENT_SIDE =
            Set.of("automaticFunctionCalling", "shouldReturnHttpResponse");

    private static final Shape.Structure CONFIG = Shape.structure(members());

    private ConfigReader() {}

    private static Map<String, Shape> members() {
        var all = new HashMap<>(GeminiShapes.GENERATION);
        all.putAll(GeminiShapes.TOP);
        all.put("httpOptions", Shape.ANYTHING);
        CLIENT_SIDE.forEach(name -> all.put(name, Shape.ANYTHING));
        // Some write the REST shape here; it means the same.
        all.put(GENERATION_CONFIG, Shape.structure(GeminiShapes.GENERATION));
        return Map.copyOf(all);
    }

    /** What the config adds to a REST body. */
    public static ObjectNode read(Field field, FileParts files) {
        var body = JsonNodeFactory.instance.objectNode();
        if (!field.absent()) {
            sort(CONFIG.apply(field), body, field);
            if (body.has(SYSTEM_INSTRUCTION)) {
                body.set(SYSTEM_INSTRUCTION, instruction(field, files));
            }
        }
        return body;
    }

    private static void sort(ObjectNode config, ObjectNode body, Field field) {
        var generation = JsonNodeFactory.instance.objectNode();
        if (config.remove(GENERATION_CONFIG) instanceof ObjectNode nested) {
            generation.setAll(nested);
        }
        refuseHttpOptions(config, field);
        config.remove(CLIENT_SIDE);
        for (var member : config.properties()) {
            boolean top = GeminiShapes.TOP.containsKey(member.getKey());
            (top ? body : generation).set(member.getKey(), member.getValue());
        }
        if (!generation.isEmpty()) {
            body.set(GENERATION_CONFIG, generation);
        }
    }

    private static ObjectNode instruction(Field config, FileParts files) {
        var camel = config.at(SYSTEM_INSTRUCTION);
        return ContentsReader.readInstruction(
                camel.absent() ? config.at("system_instruction") : camel, files);
    }

    private static void refuseHttpOptions(ObjectNode config, Field field) {
        if (config.has("httpOptions")) {
            throw field.at("httpOptions")
                    .refuse("tells the SDK how to call Google, which is done by a worker here");
        }
    }
}
