package io.ssalmuk.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests made from the OpenAPI document: right ones, and what goes wrong with them. */
final class FuzzRequests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "a",
                    "\u0000",
                    "\ud83c\udf5a",
                    "\ud83c",
                    "../../etc/passwd",
                    "' OR 1=1 --",
                    "%00%ff",
                    "null",
                    "-1",
                    "1e400",
                    "9223372036854775808",
                    "2026-13-45T99:99:99Z",
                    "01890000-0000-7000-8000-000000000000",
                    "gemini-2.5-flash",
                    "x".repeat(5_000));

    private final Random random;
    private final List<Operation> operations = new ArrayList<>();

    FuzzRequests(long seed) {
        this.random = new Random(seed);
        for (var path : Documented.DOCUMENT.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                operations.add(
                        new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
            }
        }
    }

    /**
     * A request.
     *
     * @param path with the query
     * @param body empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // sent and printed, never compared
    record Sent(String method, String path, byte[] body, String contentType) {
        @Override
        public String toString() {
            var text = new String(body, StandardCharsets.UTF_8);
            return method
                    + " "
                    + path
                    + " "
                    + contentType
                    + " "
                    + text.substring(0, Math.min(text.length(), 2_000));
        }
    }

    private record Operation(String method, String path, JsonNode spec) {}

    Sent next() {
        var operation = pick(operations);
        var target = path(operation) + query(operation);
        var content = operation.spec().at("/requestBody/content");
        if (content.has("application/json")) {
            return new Sent(operation.method(), target, json(operation), type());
        }
        return content.isMissingNode()
                ? new Sent(operation.method(), target, new byte[0], "")
                : upload(operation, target);
    }

    private String type() {
        return chance(20)
                ? pick(List.of("text/plain", "application/json;charset=x", "x"))
                : "application/json";
    }

    private Sent upload(Operation operation, String target) {
        var bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return new Sent(
                operation.method(),
                target,
                chance(2)
                        ? bytes
                        : new Multipart()
                                .part("name=\"file\"; filename=\"" + plain() + "\"", plain(), bytes)
                                .end(),
                Multipart.TYPE);
    }

    private String plain() {
        return text().replaceAll("[^ -~]|\"", "_");
    }

    private String path(Operation operation) {
        var path = operation.path();
        while (path.contains("{")) {
            int from = path.indexOf('{');
            path =
                    path.substring(0, from)
                            + encoded(chance(2) ? text() : pick(List.of("1", "gemini-2.5-flash")))
                            + path.substring(path.indexOf('}') + 1);
        }
        return path;
    }

    private String query(Operation operation) {
        var query = new StringBuilder();
        for (var reference : operation.spec().path("parameters")) {
            var parameter = resolved(reference);
            if (parameter.path("in").asString("").equals("query") && chance(2)) {
                add(query, parameter.path("name").asString(""), value(parameter));
            }
        }
        if (chance(20)) {
            add(query, text(), text());
        }
        return query.toString();
    }

    private String value(JsonNode parameter) {
        var example = parameter.path("example").asString("");
        return chance(2) || example.isEmpty() ? pick(List.of(text(), "1", "0.01")) : example;
    }

    private static JsonNode resolved(JsonNode reference) {
        var target = reference.path("$ref");
        return target.isString()
                ? Documented.DOCUMENT.at(target.stringValue().substring(1))
                : reference;
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value));
    }

    /** Not of a form: there a blank is a plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] json(Operation operation) {
        var examples = new ArrayList<JsonNode>();
        var json = operation.spec().at("/requestBody/content/application~1json");
        json.path("examples").forEach(example -> examples.add(example.path("value")));
        if (json.has("example")) {
            examples.add(json.path("example"));
        }
        JsonNode body = examples.isEmpty() ? JSON.objectNode() : pick(examples).deepCopy();
        for (int n = random.nextInt(4); n > 0; n--) {
            body = mutated(body);
        }
        var bytes = JsonMapper.shared().writeValueAsBytes(body);
        return chance(20) ? damaged(bytes) : bytes;
    }

    private byte[] damaged(byte[] bytes) {
        var some = new byte[random.nextInt(bytes.length + 1)];
        System.arraycopy(bytes, 0, some, 0, some.length);
        if (some.length > 0 && chance(2)) {
            some[random.nextInt(some.length)] = (byte) random.nextInt();
        }
        return some;
    }

    /** Something else somewhere in it. */
    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty() && !chance(4)) {
            var name = pick(List.copyOf(object.propertyNames()));
            if (chance(8)) {
                object.remove(name);
            } else {
                object.set(chance(12) ? text() : name, mutated(object.path(name)));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && !chance(4)) {
            int at = random.nextInt(array.size());
            array.set(at, mutated(array.path(at)));
            return array;
        }
        return anything();
    }

    private JsonNode anything() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(new java.math.BigDecimal("-1.5e300"));
            case 4 -> JSON.arrayNode();
            case 5 -> JSON.objectNode();
            case 6 -> nested(random.nextInt(480));
            case 7 -> JSON.objectNode().set(text(), JSON.stringNode(text()));
            default -> JSON.stringNode(text());
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = JSON.numberNode(1);
        for (int n = 0; n < depth; n++) {
            node = JSON.arrayNode().add(node);
        }
        return node;
    }

    private String text() {
        return pick(TEXTS);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
