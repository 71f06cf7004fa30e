package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.MasterKey;
import io.ssalmuk.testing.TestRabbit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the document says of the service, and the service of the document. */
final class OpenApiTest {

    private static RunningApi api;
    private static String key;

    @BeforeAll
    static void start() {
        // No worker runs here: what cannot but wait waits in vain.
        api =
                RunningApi.start(
                        RunningApi.database(), TestRabbit.newVhost(), "ssalmuk.wait.most=50ms");
        key = api.newKey();
        // A worker makes it otherwise; without it, no Gemini key can be stored.
        api.bean(KeyRings.class).open(new MasterKey("a-master-key-for-tests-only"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void everyEndpointIsDocumentedAndThereIsNoOther() {
        var documented = new TreeSet<String>();
        for (var path : Documented.DOCUMENT.path("paths").properties()) {
            for (var method : path.getValue().propertyNames()) {
                documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }

        assertThat(documented).isEqualTo(endpoints(api));
    }

    /** What the service has, as Spring knows it. */
    static Set<String> endpoints(RunningApi api) {
        var mapping = api.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var all = new TreeSet<String>();
        mapping.getHandlerMethods().keySet().forEach(info -> all.addAll(endpoints(info)));
        return all;
    }

    private static List<String> endpoints(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method ->
                        info.getPatternValues().stream().map(path -> method.name() + " " + path))
                .toList();
    }

    @Test
    void aFieldThatIsNotDocumentedIsFound() {
        var schema = "/components/schemas/Health";
        Documented.conforms(
                "{'status':'up','database':'up','broker':'up'}".replace('\'', '"'), schema);

        assertThatThrownBy(
                        () -> Documented.conforms("{\"status\":\"up\",\"mood\":\"good\"}", schema))
                .hasMessageContaining("mood");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/openapi.yaml", "/openapi.json"})
    void theDocumentCanBeRead(String path) {
        var answer = api.send("GET", path, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Ssalmuk");
    }

    @Test
    void bothSpellingsSayTheSame() {
        assertThat(api.send("GET", "/openapi.json", "").json()).isEqualTo(Documented.DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"})
    void thePageFindsItsParts(String part) {
        var path = "docs/assets/swagger-ui/" + part;

        assertThat(api.send("GET", "/docs", "").body()).contains("\"" + path + "\"");
        assertThat(api.send("GET", "/" + path, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesKeepToTheirSchemas(String place, JsonNode value, String schema) {
        Documented.conforms(value.toString(), schema);
    }

    /** Every example of a body, with the schema beside it. */
    static Stream<Arguments> examples() {
        return bodies("", Documented.DOCUMENT)
                .flatMap(body ->
                        Documented.DOCUMENT.at(body).path("examples").properties().stream()
                                .map(example ->
                                        Arguments.of(
                                                body + " " + example.getKey(),
                                                example.getValue().path("value"),
                                                body + "/schema")));
    }

    private static Stream<String> bodies(String pointer, JsonNode node) {
        var below =
                node.properties().stream()
                        .flatMap(member ->
                                bodies(
                                        Documented.pointer(
                                                pointer.isEmpty() ? "" : pointer, member.getKey()),
                                        member.getValue()));
        return node.has("schema") && node.has("examples")
                ? Stream.concat(Stream.of(pointer), below)
                : below;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void exampleRequestsAreAccepted(String method, String path, JsonNode body) {
        var answer =
                path.startsWith("/admin")
                        ? api.admin(method, path, body.toString())
                        : api.send(method, path, body.toString(), "X-API-Key", key);

        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }

    /** Example requests to paths without variables, whose things a test would have to make. */
    static Stream<Arguments> requests() {
        return Documented.DOCUMENT.path("paths").properties().stream()
                .filter(path -> !path.getKey().contains("{"))
                .flatMap(path ->
                        path.getValue().properties().stream()
                                .flatMap(operation ->
                                        requests(
                                                operation.getKey(),
                                                path.getKey(),
                                                operation.getValue())));
    }

    private static Stream<Arguments> requests(String method, String path, JsonNode operation) {
        return operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("examples")
                .valueStream()
                .map(example -> example.path("value"))
                .map(body -> Arguments.of(method.toUpperCase(Locale.ROOT), path, atOnce(body)));
    }

    /** No worker runs here: what waits would wait in vain. */
    private static JsonNode atOnce(JsonNode body) {
        var text = body.toString().replaceAll("\"wait\":[^,}]+", "\"wait\":0.01");
        return JsonMapper.shared().readTree(text);
    }
}
