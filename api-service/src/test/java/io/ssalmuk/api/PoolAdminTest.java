package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.CallTally.Count;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.MasterKey;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The pool as its administrator meets it. */
final class PoolAdminTest {

    private static final String FLASH = "gemini-2.5-flash";

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        assertThat(add("['AQ.too-early']").status()).isEqualTo(503);
        api.bean(KeyRings.class).open(new MasterKey("a-master-key-for-tests-only"));
        for (var tier : Tier.values()) {
            int rpm = tier == Tier.FREE ? 5 : 1_000;
            var limits = new Limits(rpm, 250_000L, 20);
            api.bean(KeyPool.class).limit(FLASH, tier, limits, LimitSource.CATALOGUE);
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Answer post(String path, String body) {
        return api.admin("POST", path, body.replace('\'', '"'));
    }

    private static Answer put(String path, String body) {
        return api.admin("PUT", path, body.replace('\'', '"'));
    }

    private static Answer get(String path) {
        return api.admin("GET", path, "");
    }

    private static Answer add(String keys) {
        return post("/admin/gemini-keys", "{'keys': " + keys + "}");
    }

    @Test
    void aProjectIsMadeChangedAndRemoved() {
        var made = post("/admin/projects", "{'name': 'life', 'tier': 'tier-1'}");
        assertThat(made.status()).isEqualTo(201);
        var path = "/admin/projects/" + made.json().at("/id").asString();

        var changed = put(path, "{'name': 'lives', 'tier': 'free', 'active': false}").json();
        assertThat(changed.at("/name").asString()).isEqualTo("lives");
        assertThat(changed.at("/active").asBoolean()).isFalse();
        assertThat(get(path).json().at("/tier").asString()).isEqualTo("free");
        assertThat(post("/admin/projects", "{'name': 'lives'}").status()).isEqualTo(409);

        assertThat(api.admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(api.admin("DELETE", path, "").status()).isEqualTo(404);
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void aKeyIsNeverShown() {
        var added = add("[{'key': 'AQ.secret-of-shown', 'name': 'n', 'project': 'shown'}]");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body()).doesNotContain("secret-of");
        assertThat(get("/admin/gemini-keys").body()).doesNotContain("secret-of");
        assertThat(get("/admin/audit").body()).doesNotContain("secret-of");
        assertThat(added.json().at("/keys/0/hint").asString()).hasSize(8);
        assertThat(added.json().at("/keys/0/project/name").asString()).isEqualTo("shown");
    }

    @Test
    void aKeyIsMovedTurnedOffAndRemoved() {
        var key = add("['AQ.moves']").json().at("/keys/0");
        post("/admin/projects", "{'name': 'goal'}");
        var path = "/admin/gemini-keys/" + key.at("/id").asString();

        var moved = put(path, "{'project': 'goal', 'name': 'traveller', 'active': false}").json();
        assertThat(moved.at("/project/name").asString()).isEqualTo("goal");
        assertThat(moved.at("/state").asString()).isEqualTo("disabled");
        assertThat(get("/admin/gemini-keys?project=goal").json().at("/keys")).hasSize(1);

        assertThat(api.admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(put(path, "{'active': true}").status()).isEqualTo(404);
    }

    @Test
    void thousandsOfKeysAreAddedInOneRequestAndListedPageByPage() {
        var keys =
                IntStream.range(0, 2_000)
                        .mapToObj(n -> "'AQ.many-" + n + "'")
                        .collect(Collectors.joining(",", "[", "]"));
        var added = post("/admin/gemini-keys", "{'project': 'many', 'keys': " + keys + "}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().at("/keys")).hasSize(2_000);

        int seen = 0;
        var page = get("/admin/gemini-keys?project=many&limit=900").json();
        while (true) {
            seen += page.at("/keys").size();
            if (!page.has("next_cursor")) {
                break;
            }
            var cursor = page.at("/next_cursor").asString();
            page = get("/admin/gemini-keys?project=many&limit=900&cursor=" + cursor).json();
        }
        assertThat(seen).isEqualTo(2_000);
    }

    @Test
    void everyChangeTellsTheWorkers() throws InterruptedException {
        var heard = new Semaphore(0);
        api.bean(Signals.class)
                .listenToSignals(signal -> {
                    if (signal.equals(new Signal.CapacityChanged())) {
                        heard.release();
                    }
                });
        add("['AQ.heard']");
        assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        put("/admin/limits", "{'model': 'gemini-heard', 'rpm': 3}");
        assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theOperatorsWordIsSeenInTheQuotaAtOnceAndCanBeTakenBack() {
        add("[{'key': 'AQ.word', 'project': 'word'}]");
        assertThat(rpm("word")).isEqualTo("5 catalogue");

        var said =
                put(
                        "/admin/limits",
                        "{'model': 'models/"
                                + FLASH
                                + "', 'project': 'word',"
                                + " 'rpm': 15, 'rpd': 'unlimited'}");
        assertThat(said.json().at("/limits/0/rpm").asInt()).isEqualTo(15);
        assertThat(said.json().at("/limits/0/rpd").asString()).isEqualTo("unlimited");
        assertThat(rpm("word")).isEqualTo("15 operator");
        assertThat(account("word").at("/requests_per_day/remaining").isMissingNode()).isTrue();

        put(
                "/admin/limits",
                "{'model': '" + FLASH + "', 'project': 'word', 'rpm': null, 'rpd': null}");
        assertThat(rpm("word")).isEqualTo("5 catalogue");
    }

    @Test
    void aTierIsSeenInTheQuotaAtOnce() {
        add("[{'key': 'AQ.tier', 'project': 'tier'}]");
        var id = account("tier").at("/project/id").asString();
        put("/admin/projects/" + id, "{'tier': 'tier-1'}");
        assertThat(rpm("tier")).isEqualTo("1000 catalogue");
    }

    private static String rpm(String project) {
        var meter = account(project).at("/requests_per_minute");
        return meter.at("/limit").asString() + " " + meter.at("/source").asString();
    }

    private static JsonNode account(String project) {
        return get("/admin/quota?model=" + FLASH + "&project=" + project).json().at("/quota/0");
    }

    @Test
    void anAliasIsSaidAndTakenBack() {
        put("/admin/aliases", "{'model': 'gemini-flash-next', 'bucket': '" + FLASH + "'}");
        assertThat(get("/admin/aliases").body()).contains("gemini-flash-next");
        assertThat(
                        put("/admin/aliases", "{'model': 'gemini-flash-next', 'bucket': null}")
                                .json()
                                .at("/aliases"))
                .isEmpty();
    }

    @Test
    void theSummarySaysWhatWasServedAndWhatWasWasted() {
        add("[{'key': 'AQ.sum', 'project': 'sum'}]");
        api.bean(CallTally.class)
                .add(
                        List.of(
                                new Count(FLASH, "served", 30),
                                new Count(FLASH, "minute", 2),
                                new Count(FLASH, "bad-request", 3)));

        var hour = get("/admin/quota/summary").json().at("/last_hour/models/" + FLASH);

        assertThat(hour.at("/served").asInt()).isEqualTo(30);
        assertThat(hour.at("/calls").asInt()).isEqualTo(35);
        assertThat(hour.at("/wasted").asInt()).isEqualTo(2);
        assertThat(hour.at("/wasted_by_cause/minute").asInt()).isEqualTo(2);
        assertThat(hour.at("/utilisation").asDouble()).isPositive();
        api.bean(CallTally.class).forget(Duration.ZERO);
    }

    @Test
    void theTrailSaysWhoChangedWhatFromWhere() {
        post("/admin/projects", "{'name': 'trail'}");
        var page = get("/admin/audit?limit=1").json();
        assertThat(page.at("/changes/0/who").asString()).isEqualTo("admin");
        assertThat(page.at("/changes/0/origin").asString()).isEqualTo("127.0.0.1");
        assertThat(get("/admin/audit?cursor=" + page.at("/next_cursor").asString()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /admin/projects | {} | name",
                "POST | /admin/projects | {'name': ''} | name",
                "POST | /admin/projects | {'name': 5} | name",
                "POST | /admin/projects | {'name': 'x', 'tier': 'gold'} | tier",
                "POST | /admin/projects | {'name': 'x', 'colour': 1} | colour",
                "PUT | /admin/projects/1 | {'active': 'yes'} | active",
                "POST | /admin/gemini-keys | {} | keys",
                "POST | /admin/gemini-keys | {'keys': []} | keys",
                "POST | /admin/gemini-keys | {'keys': 'AQ.x'} | keys",
                "POST | /admin/gemini-keys | {'keys': [5]} | keys[0]",
                "POST | /admin/gemini-keys | {'keys': ['a b']} | keys[0]",
                "POST | /admin/gemini-keys | {'keys': ['a', {'key': 'a'}]} | keys[1]",
                "POST | /admin/gemini-keys | {'keys': [{'name': 'a'}]} | keys[0].key",
                "PUT | /admin/gemini-keys/1 | {'project': 'nobody'} | project",
                "PUT | /admin/limits | {'rpm': 1} | model",
                "PUT | /admin/limits | {'model': 'a/b', 'rpm': 1} | model",
                "PUT | /admin/limits | {'model': 'm'} | rpm",
                "PUT | /admin/limits | {'model': 'm', 'rpm': -1} | rpm",
                "PUT | /admin/limits | {'model': 'm', 'rpm': 1.5} | rpm",
                "PUT | /admin/limits | {'model': 'm', 'rpd': 1e30} | rpd",
                "PUT | /admin/limits | {'model': 'm', 'tpm': 'many'} | tpm",
                "PUT | /admin/limits | {'model': 'm', 'rpm': 1, 'project': 'nobody'} | project",
                "PUT | /admin/aliases | {'model': 'm'} | bucket",
                "PUT | /admin/aliases | {'model': '*', 'bucket': 'x'} | model",
                "GET | /admin/quota?colour=red | '' | colour",
                "GET | /admin/quota?project=nobody | '' | project",
                "GET | /admin/quota?cursor=nonsense | '' | cursor",
                "GET | /admin/projects?limit=0 | '' | limit",
                "GET | /admin/gemini-keys?limit=5000 | '' | limit",
                "GET | /admin/audit?cursor=%00 | '' | cursor"
            })
    void whatIsWrongIsRefusedByName(String method, String path, String body, String field) {
        var answer = api.admin(method, path, body.startsWith("{") ? body.replace('\'', '"') : "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"projects, x", "projects, 0", "projects, 99999999999999999999", "gemini-keys, -1"})
    void anIdOfNothingIsNotFound(String what, String id) {
        assertThat(put("/admin/" + what + "/" + id, "{'active': true}").status()).isEqualTo(404);
    }
}
