package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientKeys;
import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.testing.TestRabbit;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.Endpoints;
import io.ssalmuk.webhook.EventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every endpoint and who may use it. A new endpoint needs a line in {@link #TABLE}, and one of the
 * lists in {@code io.ssalmuk.api.access.Doors}; until it has both, it is closed and this test
 * fails.
 */
final class AuthorizationTest {

    /**
     * The method, the path with its variables as Spring has them, for whom it is, and the status
     * that such a caller gets who sends an empty request: what it does is other tests' business.
     */
    private static final String TABLE =
            """
            GET    /                          public      200
            GET    /health                    public      200
            GET    /docs                      public      200
            GET    /openapi.json              public      200
            GET    /openapi.yaml              public      200
            GET    /queue-status              known       200
            POST   /api/generate              generate    400
            POST   /api/generate-stream       generate    400
            POST   /api/embed                 generate    400
            POST   /api/count-tokens          generate    400
            GET    /api/status/{id}           generate    404
            GET    /api/jobs                  generate    200
            GET    /api/jobs/{id}             generate    404
            DELETE /api/jobs/{id}             generate    404
            POST   /api/jobs/{id}/cancel      generate    404
            POST   /api/jobs/{id}/retry       generate    404
            GET    /api/models                generate    200
            GET    /api/capacity              generate    400
            GET    /api/models/{name}         generate    404
            POST   /api/webhooks              generate    400
            GET    /api/webhooks              generate    200
            GET    /api/webhooks/{id}         generate    404
            PATCH  /api/webhooks/{id}         generate    404
            DELETE /api/webhooks/{id}         generate    404
            POST   /api/webhooks/{id}/secret  generate    404
            POST   /api/webhooks/secret       generate    503
            POST   /api/webhooks/{id}/test    generate    404
            GET    /api/webhooks/deliveries   generate    400
            GET    /api/webhooks/{id}/deliveries                       generate    404
            POST   /api/webhooks/{id}/deliveries/{delivery}/redeliver  generate    404
            POST   /api/webhooks/deliveries/{delivery}/redeliver       generate    404
            POST   /api/files/upload          files       415
            GET    /api/files                 files       200
            GET    /api/files/                files       200
            GET    /api/files/{id}            files       404
            DELETE /api/files/{id}            files       404
            GET    /admin/aliases             admin-read  200
            PUT    /admin/aliases             admin       400
            GET    /admin/audit               admin-read  200
            GET    /admin/gemini-keys         admin-read  200
            POST   /admin/gemini-keys         admin       503
            PUT    /admin/gemini-keys/{id}    admin       400
            DELETE /admin/gemini-keys/{id}    admin       404
            POST   /admin/jobs/cancel         admin       400
            POST   /admin/jobs/retry          admin       400
            GET    /admin/keys                admin-read  200
            POST   /admin/keys                admin       400
            PUT    /admin/keys/{id}           admin       400
            GET    /admin/limits              admin-read  200
            PUT    /admin/limits              admin       400
            GET    /admin/logs                admin-read  200
            GET    /admin/projects            admin-read  200
            POST   /admin/projects            admin       400
            GET    /admin/projects/{id}       admin-read  404
            PUT    /admin/projects/{id}       admin       400
            DELETE /admin/projects/{id}       admin       404
            GET    /admin/quota               admin-read  200
            GET    /admin/quota/summary       admin-read  200
            """;

    private static RunningApi api;
    private static Map<String, String[]> callers;

    @BeforeAll
    static void start(@TempDir Path files) {
        api =
                RunningApi.start(
                        RunningApi.database(), TestRabbit.newVhost(), "ssalmuk.files=" + files);
        callers = new LinkedHashMap<>();
        callers.put("nobody", new String[0]);
        callers.put("wrong key", key("sk-ssal-made-up"));
        callers.put("revoked key", key(revoked()));
        callers.put("wrong token", token("made up"));
        callers.put("client key as token", token(newKey("['generate','files']")));
        callers.put("no scope", key(newKey("[]")));
        callers.put("generate", key(newKey("['generate']")));
        callers.put("files", key(newKey("['files']")));
        callers.put("admin-read", key(newKey("['admin-read']")));
        callers.put("admin", token(RunningApi.ADMIN_TOKEN));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void everyEndpointIsInTheTable() {
        assertThat(rows().map(Row::endpoint))
                .as("a new endpoint needs a line in the table of this test")
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(OpenApiTest.endpoints(api)));
    }

    @TestFactory
    Stream<DynamicTest> everyDoorOpensForThoseForWhomItIs() {
        return rows().map(row -> DynamicTest.dynamicTest(row.endpoint(), () -> check(row)));
    }

    private static void check(Row row) {
        var found = new LinkedHashMap<String, Integer>();
        var expected = new LinkedHashMap<String, Integer>();
        callers.forEach((name, headers) -> {
            found.put(name, row.send(headers));
            expected.put(name, row.expected(name));
        });

        assertThat(found).as(row.endpoint()).isEqualTo(expected);
    }

    /** What a client owns, by the path under which it has an id. */
    private static Map<String, String> belongings(String[] owner) {
        var job =
                api.send(
                        "POST",
                        "/api/generate",
                        "{\"model\":\"gemini-2.5-flash\",\"contents\":\"a\"}",
                        owner);
        var file =
                api.send(
                        "POST",
                        "/api/files/upload",
                        new String(Multipart.file("a.txt", "mine"), StandardCharsets.UTF_8),
                        owner[0],
                        owner[1],
                        "Content-Type",
                        Multipart.TYPE);
        var id = job.json().at("/request_id").asString();
        return Map.of(
                "/api/status/",
                id,
                "/api/jobs/",
                id,
                "/api/files/",
                file.json().at("/id").asString(),
                "/api/webhooks/",
                endpoint(owner[1]));
    }

    /** Past the API, for no worker has made a key ring. */
    private static String endpoint(String key) {
        var owner = api.bean(ClientKeys.class).holder(new ClientSecret(key).hash()).orElseThrow();
        var settings =
                new Endpoint.Settings("https://a.example", EventType.ofJobs(), "", false, true);
        return api.bean(Endpoints.class)
                .add(owner.id(), settings, new SealedSecret(new byte[1]), 1)
                .orElseThrow()
                .id()
                .toString();
    }

    @Test
    void whatBelongsToAnotherClientLooksLikeNothing() {
        var owner = key(newKey("['generate','files']"));
        var other = key(newKey("['generate','files']"));
        var belongings = belongings(owner);

        rows().filter(Row::isOfOneThing)
                .forEach(row -> {
                    var prefix = row.path().substring(0, row.path().indexOf('{'));
                    assertThat(belongings)
                            .as("a thing of a client's own for " + row.endpoint())
                            .containsKey(prefix);
                    var path =
                            row.path()
                                    .replace("{id}", belongings.get(prefix))
                                    .replace("{delivery}", "1");
                    assertThat(row.sendTo(path, other))
                            .as("%s by another client", row.endpoint())
                            .isEqualTo(404);
                });
        belongings.forEach((prefix, id) ->
                assertThat(prefix.equals("/api/jobs/") || found(prefix + id, owner))
                        .as("%s is still its owner's", prefix)
                        .isTrue());
    }

    private static boolean found(String path, String[] caller) {
        return api.send("GET", path, "", caller).status() == 200;
    }

    @Test
    void whatNobodyDeclaredIsClosedToEverybody() {
        for (var path :
                List.of(
                        "/nowhere",
                        "/actuator",
                        "/actuator/health",
                        "/actuator/prometheus",
                        "/api/nothing",
                        "/admin/nothing")) {
            callers.forEach((name, headers) ->
                    assertThat(api.send("GET", path, "", headers).status())
                            .as("%s by %s", path, name)
                            .isEqualTo(404));
        }
    }

    @Test
    void eachOfTwoKeysOpensItsOwnDoors() {
        var both = new ArrayList<>(List.of(headers("generate")));
        both.addAll(List.of(headers("admin")));
        var headers = both.toArray(String[]::new);

        assertThat(api.send("GET", "/api/models", "", headers).status()).isEqualTo(200);
        assertThat(api.send("GET", "/admin/keys", "", headers).status()).isEqualTo(200);
        assertThat(api.send("GET", "/api/files", "", headers).status()).isEqualTo(403);
    }

    @Test
    void aDoorSaysWhatWouldOpenIt() {
        assertThat(detail("GET", "/api/files", "generate")).contains("lacks the scope files");
        assertThat(detail("GET", "/api/models", "files")).contains("lacks the scope generate");
        assertThat(detail("GET", "/admin/logs", "files")).contains("lacks the scope admin-read");
        assertThat(detail("POST", "/admin/keys", "admin-read")).contains("needs the admin token");
        assertThat(detail("GET", "/api/files", "admin")).contains("X-API-Key");
    }

    private static String[] headers(String caller) {
        return Objects.requireNonNull(callers.get(caller));
    }

    private static String detail(String method, String path, String caller) {
        return api.send(method, path, "", headers(caller)).json().at("/detail").asString();
    }

    private static String newKey(String scopes) {
        var order = "{'scopes': %s}".formatted(scopes).replace('\'', '"');
        return api.admin("POST", "/admin/keys", order).json().at("/keys/0/key").asString();
    }

    private static String revoked() {
        var made = api.admin("POST", "/admin/keys", "{}").json().at("/keys/0");
        var path = "/admin/keys/" + made.at("/id").asString();
        assertThat(api.admin("PUT", path, "{\"active\": false}").status()).isEqualTo(200);
        return made.at("/key").asString();
    }

    private static String[] key(String key) {
        return new String[] {"X-API-Key", key};
    }

    private static String[] token(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static Stream<Row> rows() {
        return TABLE.lines().map(Row::of);
    }

    /** A line of the table. */
    private record Row(String method, String path, String door, int status) {

        static Row of(String line) {
            var parts = line.strip().split(" +", -1);
            return new Row(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]));
        }

        String endpoint() {
            return method + " " + path;
        }

        /** Of a client's own. */
        boolean isOfOneThing() {
            return path.startsWith("/api/") && path.contains("{id}");
        }

        int send(String[] headers) {
            return sendTo(path.replaceAll("\\{\\w+}", "1"), headers);
        }

        int sendTo(String address, String[] headers) {
            var body = method.startsWith("P") ? "{\"x\":1}" : "";
            return api.send(method, address, body, headers).status();
        }

        int expected(String caller) {
            return switch (caller) {
                case "nobody", "wrong key", "revoked key", "wrong token", "client key as token" ->
                        door.equals("public") ? status : 401;
                case "admin" -> forAdmin() || door.equals("public") ? status : 401;
                default -> scoped(caller);
            };
        }

        private boolean forAdmin() {
            return door.equals("admin") || door.equals("admin-read") || door.equals("known");
        }

        private int scoped(String scope) {
            boolean known = door.equals("known") && !scope.equals("no scope");
            return known || door.equals("public") || door.equals(scope) ? status : 403;
        }
    }
}
