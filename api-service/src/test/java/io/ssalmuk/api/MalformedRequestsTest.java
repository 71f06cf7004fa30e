package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.testing.TestRabbit;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may get wrong, against the running service. */
final class MalformedRequestsTest {

    private static RunningApi api;
    private static String key;
    private static LogTrap log;

    @BeforeAll
    static void start() {
        api =
                RunningApi.start(
                        RunningApi.database(), TestRabbit.newVhost(), "ssalmuk.request.limit=64KB");
        key = api.newKey();
        log = LogTrap.open();
    }

    @AfterAll
    static void stop() {
        log.close();
        api.close();
    }

    @AfterEach
    void nothingIsLoggedAboveAWarning() {
        assertThat(log.aboveWarn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contents': 'a'}                                                   | model
                    {'model': 'gemini-2.5-flsh', 'contents': 'a'}                       | model
                    {'model': 'gemini-embedding-001', 'contents': 'a'}                  | model
                    {'model': ['gemini-2.5-flash'], 'contents': 'a'}                    | model
                    {'model': 'gemini-2.5-flash'}                                       | contents
                    {'model': 'gemini-2.5-flash', 'contents': []}                       | contents
                    {'model': 'gemini-2.5-flash', 'contents': ['a', {'file_id': 'x'}]}  | contents[1].file_id
                    {'model': 'gemini-2.5-flash', 'contents': [{'parts': 'a'}]}         | contents[0].parts
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': 5}         | config
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': {'temperature': 'hot'}} | config.temperature
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'wait': 'soon'}      | wait
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'stream': true}      | stream
                    {'model': 'gemini-2.5-flash', 'request': []}                        | request
                    """)
    void generateNamesTheFieldThatIsAtFault(String body, String field) {
        var answer = generate(body.replace('\'', '"'));

        assertProblem(answer, 400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/detail").asString()).startsWith(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contents': 'a'}                                                   | model
                    {'model': 'gemini-2.5-flsh', 'contents': 'a'}                       | model
                    {'model': 'gemini-embedding-001', 'contents': 'a'}                  | model
                    {'model': 7, 'contents': 'a'}                                       | model
                    {'model': 'gemini-2.5-flash'}                                       | contents
                    {'model': 'gemini-2.5-flash', 'contents': [5]}                      | contents[0]
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'wait': 5}           | wait
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'wait': false}       | wait
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': []}        | config
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': {'topK': 'x'}} | config.topK
                    {'model': 'gemini-2.5-flash', 'contents': 'a', 'stream': true}      | stream
                    {'model': 'gemini-2.5-flash', 'request': {}, 'contents': 'a'}       | request
                    """)
    void aStreamIsRefusedBeforeItBegins(String body, String field) {
        var answer =
                api.send("POST", "/api/generate-stream", body.replace('\'', '"'), "X-API-Key", key);

        assertProblem(answer, 400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/detail").asString()).startsWith(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    embed        | {'contents': 'a'}                                                | model
                    embed        | {'model': 'gemini-2.5-flash', 'contents': 'a'}                   | model
                    embed        | {'model': 'count-tokens', 'contents': 'a'}                       | model
                    embed        | {'model': 'gemini-embedding-001'}                                | contents
                    embed        | {'model': 'gemini-embedding-001', 'contents': []}                | contents
                    embed        | {'model': 'gemini-embedding-001', 'contents': {}}                | contents
                    embed        | {'model': 'gemini-embedding-001', 'contents': ['a', 7]}          | contents[1]
                    embed        | {'model': 'gemini-embedding-001', 'contents': 'a', 'config': 1}  | config
                    embed        | {'model': 'gemini-embedding-001', 'contents': 'a', 'config': {'title': 1}} | config.title
                    embed        | {'model': 'gemini-embedding-001', 'contents': 'a', 'config': {'outputDimensionality': 1.5}} | config.outputDimensionality
                    embed        | {'model': 'gemini-embedding-001', 'content': 'a'}                | content
                    count-tokens | {'contents': 'a'}                                                | model
                    count-tokens | {'model': 'gemini-2.5-flsh', 'contents': 'a'}                    | model
                    count-tokens | {'model': 'count-tokens', 'contents': 'a'}                       | model
                    count-tokens | {'model': 'gemini-2.5-flash'}                                    | contents
                    count-tokens | {'model': 'gemini-2.5-flash', 'contents': ''}                    | contents
                    count-tokens | {'model': 'gemini-2.5-flash', 'contents': [[7]]}                 | contents[0][0]
                    count-tokens | {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': []}     | config
                    count-tokens | {'model': 'gemini-2.5-flash', 'contents': 'a', 'config': {'tools': {}}} | config.tools
                    count-tokens | {'model': 'gemini-2.5-flash', 'request': 'a'}                    | request
                    count-tokens | {'model': 'gemini-2.5-flash', 'request': {'a': 1}, 'config': {'a': 1}} | request
                    count-tokens | {'model': 'gemini-2.5-flash', 'contents': 'a', 'wait': true}     | wait
                    """)
    void embeddingAndCountingNameTheFieldThatIsAtFault(String path, String body, String field) {
        var json = body.replace('\'', '"');
        var answer = api.send("POST", "/api/" + path, json, "X-API-Key", key);

        assertProblem(answer, 400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(detail(answer)).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client=x",
                "client=%00",
                "type=generate",
                "model=",
                "model=%00",
                "status=queued",
                "from=2026-11-24",
                "to=%2B1000000000-12-31T23:59:59Z",
                "limit=1001",
                "cursor=x",
                "colour=red",
                "%00=1"
            })
    void theLogNamesTheParameterThatIsAtFault(String query) {
        var answer = api.admin("GET", "/admin/logs?" + query, "");

        assertProblem(answer, 400);
        assertThat(answer.json().has("field")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "<xml/>",
                "\u0000"
            })
    void generateTakesNothingButAJsonObject(String body) {
        assertProblem(
                api.send(
                        "POST",
                        "/api/generate",
                        body,
                        "X-API-Key",
                        key,
                        "Content-Type",
                        "application/json"),
                400);
    }

    @Test
    void malformedJsonIsRefusedWithLineAndColumn() {
        assertThat(detail(generate("{\"model\":\n  oops}"))).contains("line 2, column 3");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/generate, 405",
        "DELETE, /api/generate, 405",
        "GET, /api/generate-stream, 405",
        "POST, /api/status/x, 405",
        "PUT, /health, 405",
        "PATCH, /, 405",
        "TRACE, /health, 405",
        "GET, /nowhere, 404",
        "POST, /api/generat, 404",
        "GET, /api/status, 404",
        "GET, /api/status/, 404",
        "GET, /api/status/nonsense, 404",
        "GET, /api/status/%7B%7D, 404",
        "GET, /api/status/01890000-0000-7000-8000-00000000000, 404",
        "GET, /api/status/01890000-0000-7000-8000-000000000000, 404",
        "GET, /api/status/01890000-0000-7000-8000-00000000000g, 404",
        "GET, /api/status/x?wait=abc, 400",
        "GET, /api/status/x?wait=-1, 400",
        "GET, /api/status/x?wait=NaN, 400",
        "GET, /api/status/x?wait=%ff, 400",
        "GET, /api/status/x?wait=, 400",
        "GET, /api/status/x?wait=1e9999, 404",
        "GET, /api/embed, 405",
        "GET, /api/count-tokens, 405",
        "POST, /api/models, 405",
        "POST, /admin/logs, 403",
        "POST, /queue-status, 405",
        "GET, /api/models/nonsense, 404",
        "GET, /api/models/gemini-2.5-flash/x, 404",
        "GET, /api/models/%E2%82%AC, 404",
        "GET, /api/models/, 404",
        "GET, /queue-status/x, 404",
        "GET, /api/status/a%2Fb, 400",
        "GET, /api/status/%00, 400",
        "GET, /%c0%af, 400",
        "GET, /actuator/health, 404",
        "GET, /error, 404"
    })
    void aWrongMethodOrPathIsAProblemToo(String method, String path, int status) {
        assertProblem(api.send(method, path, "", "X-API-Key", key), status);
    }

    @Test
    void theMethodsThatArePossibleAreTold() {
        var answer = api.send("DELETE", "/api/generate", "", "X-API-Key", key);

        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(detail(answer)).isEqualTo("DELETE is not possible here; use POST.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "x"
            })
    void onlyJsonIsUnderstood(String type) {
        var answer =
                api.send("POST", "/api/generate", "{}", "X-API-Key", key, "Content-Type", type);

        assertProblem(answer, 415);
    }

    @Test
    void onlyJsonIsAnswered() {
        assertProblem(api.send("GET", "/health", "", "Accept", "image/png"), 406);
        assertProblem(api.send("GET", "/health", "", "Accept", "no media type"), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "wrong", "sk-ssal-wrong", "\u00fc", "a\tb"})
    void withoutAKeyThatIsKnownNothingIsAnswered(String wrong) {
        var answer = api.send("POST", "/api/generate", "nonsense", "X-API-Key", wrong);

        assertProblem(answer, 401);
        assertThat(detail(answer)).contains("X-API-Key");
        assertThat(answer.header("WWW-Authenticate")).contains("X-API-Key");
    }

    @Test
    void withoutTheHeaderItIsNamed() {
        assertThat(detail(api.send("POST", "/api/generate", "{}"))).contains("header X-API-Key");
        assertProblem(api.send("GET", "/api/status/x", ""), 401);
    }

    @Test
    void aRequestThatSaysItIsTooLargeIsNotRead() {
        var answer = generate("{\"model\": \"" + "x".repeat(70_000) + "\"}");

        assertProblem(answer, 413);
        assertThat(detail(answer)).contains("65536 bytes");
    }

    @Test
    void aRequestThatTurnsOutTooLargeIsNotReadToItsEnd() {
        var body = ("{\"model\": \"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(api.uri("/api/generate"))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build();

        assertProblem(api.send(request), 413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'count': 0}       | count
                    {'count': 100000}  | count
                    {'count': 'many'}  | count
                    {'count': 1.5}     | count
                    {'count': [1]}     | count
                    {'count': 1e30}    | count
                    {'name': ''}       | name
                    {'name': {}}       | name
                    {'number': 1}      | number
                    {'counts': 1}      | counts
                    """)
    void makingKeysNamesTheFieldThatIsAtFault(String body, String field) {
        var answer = api.admin("POST", "/admin/keys", body.replace('\'', '"'));

        assertProblem(answer, 400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    nonsense                             | {'active': true}  | 404
                    01890000-0000-7000-8000-000000000000 | {'active': true}  | 404
                    1-1-1-1-1                            | {'active': true}  | 404
                    01890000-0000-7000-8000-000000000000 | {'active': 'no'}  | 400
                    01890000-0000-7000-8000-000000000000 | {'active': null}  | 400
                    01890000-0000-7000-8000-000000000000 | {'active': 0}     | 400
                    01890000-0000-7000-8000-000000000000 | {}                | 400
                    01890000-0000-7000-8000-000000000000 | {'aktive': true}  | 400
                    01890000-0000-7000-8000-000000000000 | []                | 400
                    01890000-0000-7000-8000-000000000000 | {'active':        | 400
                    """)
    void changingAKeyIsRefusedForAReason(String id, String body, int status) {
        assertProblem(api.admin("PUT", "/admin/keys/" + id, body.replace('\'', '"')), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Basic YTpi",
                RunningApi.ADMIN_TOKEN,
                "Bearer " + RunningApi.ADMIN_TOKEN + "x"
            })
    void withoutTheTokenNothingIsAdministered(String authorization) {
        for (var method : new String[] {"GET", "POST"}) {
            var answer =
                    api.send(
                            method,
                            "/admin/keys",
                            "",
                            "Authorization",
                            authorization,
                            "Content-Type",
                            "application/json");

            assertProblem(answer, 401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.body()).doesNotContain(RunningApi.ADMIN_TOKEN);
        }
    }

    @Test
    void aClientKeyAdministersNothing() {
        assertProblem(api.send("GET", "/admin/keys", "", "Authorization", "Bearer " + key), 401);
    }

    private static Answer generate(String body) {
        return api.send("POST", "/api/generate", body, "X-API-Key", key);
    }

    private static String detail(Answer answer) {
        return answer.json().at("/detail").asString();
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
        assertThat(detail(answer)).isNotBlank().doesNotContain("java", "Exception");
        assertThat(answer.json().at("/title").asString()).isNotBlank();
    }
}
