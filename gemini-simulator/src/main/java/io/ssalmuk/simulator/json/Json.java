package io.ssalmuk.simulator.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The one mapper, and field access that does not care how a field is spelled. */
public final class Json {
    /** Inline media of 100 MB is accepted upstream; base64 makes a third more of it. */
    private static final int LONGEST_STRING = 150_000_000;

    private static final JsonMapper MAPPER =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(LONGEST_STRING)
                                            .build())
                            .build());

    private Json() {}

    public static JsonNode parse(byte[] body) {
        return MAPPER.readTree(body);
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * The field by its camelCase name or by its snake_case one; a missing node if it has neither.
     */
    public static JsonNode field(JsonNode node, String camelCase) {
        JsonNode field = node.path(camelCase);
        JsonNode found = field.isMissingNode() ? node.path(snakeCase(camelCase)) : field;
        return found.isNull() ? MissingNode.getInstance() : found;
    }

    public static String snakeCase(String camelCase) {
        var snake = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char letter = camelCase.charAt(i);
            if (Character.isUpperCase(letter)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(letter));
        }
        return snake.toString();
    }
}
