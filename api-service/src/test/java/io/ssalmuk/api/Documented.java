package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document, against which every answer is held that a test gets from the running
 * service: a status, a header, a type or a field that it does not have fails that test.
 */
final class Documented {

    static final JsonNode DOCUMENT = read();

    private static final String ID = "https://ssalmuk.test/openapi";

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDialect(
                    Dialects.getOpenApi31(),
                    registry -> registry.schemas(Map.of(ID, DOCUMENT.toString())));

    private Documented() {}

    private static JsonNode read() {
        try (var in = ApiApplication.class.getResourceAsStream("docs/openapi.yaml")) {
            Object tree =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return JsonMapper.shared().valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths that the document lacks are somebody's mistake, and tests make them on purpose. */
    static void check(HttpResponse<String> response) {
        path(response.uri().getPath())
                .map(template -> pointer("/paths", template, method(response)))
                .filter(operation -> !DOCUMENT.at(operation).isMissingNode())
                .ifPresentOrElse(
                        operation -> check(response, operation), () -> checkProblem(response));
    }

    private static String method(HttpResponse<String> response) {
        return response.request().method().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> path(String path) {
        return DOCUMENT.path("paths").propertyNames().stream()
                .filter(template -> matches(template, path))
                .min(Comparator.comparingInt(template -> template.contains("{") ? 1 : 0));
    }

    private static boolean matches(String template, String path) {
        var pattern =
                Pattern.compile("\\{[^}]+}")
                        .splitAsStream(template)
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]+"));
        return path.matches(pattern + (template.endsWith("}") ? "[^/]+" : ""));
    }

    private static void check(HttpResponse<String> response, String operation) {
        var found = resolve(pointer(operation, "responses", response.statusCode()));
        assertThat(DOCUMENT.at(found).isMissingNode())
                .as("%s answers %s, which is not documented", operation, response.statusCode())
                .isFalse();
        checkHeaders(response, found);
        checkBody(response, found);
    }

    private static void checkHeaders(HttpResponse<String> response, String documented) {
        for (var header : DOCUMENT.at(pointer(documented, "headers")).properties()) {
            var location = resolve(pointer(documented, "headers", header.getKey()));
            var value = response.headers().firstValue(header.getKey());
            boolean required = DOCUMENT.at(location).path("required").asBoolean(false);
            assertThat(value.isPresent() || !required)
                    .as("%s: header %s is missing", documented, header.getKey())
                    .isTrue();
            value.ifPresent(text -> conforms(json(text), pointer(location, "schema")));
        }
    }

    private static String json(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static void checkBody(HttpResponse<String> response, String documented) {
        var content = DOCUMENT.at(pointer(documented, "content"));
        if (content.isMissingNode()) {
            assertThat(response.body()).as(documented).isEmpty();
            return;
        }
        var type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        assertThat(content.propertyNames()).as("types of %s", documented).contains(type);
        if (type.endsWith("json")) {
            conforms(response.body(), pointer(documented, "content", type, "schema"));
        }
    }

    private static void checkProblem(HttpResponse<String> response) {
        if (response.statusCode() >= 400 && !response.body().isEmpty()) {
            conforms(response.body(), "/components/schemas/Problem");
        }
    }

    /** Fails unless the value keeps to the schema at this place of the document. */
    static void conforms(String value, String schema) {
        assertThat(schema(schema).validate(value, InputFormat.JSON))
                .as("%s against %s", value, schema)
                .isEqualTo(List.of());
    }

    private static Schema schema(String pointer) {
        return SCHEMAS.getSchema(SchemaLocation.of(ID + "#" + pointer));
    }

    /** Follows references to the place where they lead. */
    private static String resolve(String pointer) {
        var reference = DOCUMENT.at(pointer).path("$ref");
        return reference.isString() ? resolve(reference.stringValue().substring(1)) : pointer;
    }

    /** The pointer to what is below a pointer, of which the whole document's is empty. */
    static String pointer(String parent, Object... names) {
        var pointer = new StringBuilder(parent);
        for (var name : names) {
            pointer.append('/').append(name.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
