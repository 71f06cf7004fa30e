package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.job.JobError;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usage log as the administrator reads it, and the backlog as anybody does. */
final class LogsAndBacklogTest {

    private static final String MODEL = "gemini-2.5-flash";
    private static final String ANSWER =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a secret answer\"}]}}]}";

    private static RunningApi api;
    private static FakeWorker worker;
    private static String key;
    private static String client;

    @BeforeAll
    static void start() throws InterruptedException {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        worker = new FakeWorker(api, MODEL);
        var made = api.admin("POST", "/admin/keys", "{\"name\": \"shop\"}").json().at("/keys/0");
        key = made.at("/key").asString();
        client = made.at("/id").asString();
        for (int n = 0; n < 4; n++) {
            submit(key);
            worker.complete(worker.next(), ANSWER);
        }
        submit(api.newKey());
        worker.fail(worker.next(), new JobError("INVALID_ARGUMENT", 400, "a secret sentence"));
    }

    @AfterAll
    static void stop() {
        worker.close();
        api.close();
    }

    private static Answer submit(String by) {
        var body = "{\"model\":\"" + MODEL + "\",\"contents\":\"a secret prompt\"}";
        return api.send("POST", "/api/generate", body, "X-API-Key", by);
    }

    private static Answer logs(String query) {
        return api.admin("GET", "/admin/logs" + query, "");
    }

    @Test
    void everyEndedJobIsThereNewestFirst() {
        var logs = logs("").json().at("/logs");

        assertThat(logs).hasSize(5);
        assertThat(logs.at("/0/status").asString()).isEqualTo("failed");
        assertThat(logs.at("/0/error").asString()).isEqualTo("INVALID_ARGUMENT");
        var one = logs.at("/1");
        assertThat(one.at("/status").asString()).isEqualTo("completed");
        assertThat(one.at("/client").toString())
                .isEqualTo("{\"id\":\"" + client + "\",\"name\":\"shop\"}");
        assertThat(one.at("/type").asString()).isEqualTo("generateContent");
        assertThat(one.at("/model").asString()).isEqualTo(MODEL);
        assertThat(one.at("/attempts").asInt()).isOne();
        assertThat(one.at("/answer_bytes").asInt()).isEqualTo(ANSWER.length());
        assertThat(one.at("/request_bytes").asInt()).isPositive();
        assertThat(one.at("/tokens").toString())
                .isEqualTo("{\"prompt\":3,\"candidates\":4,\"total\":7}");
        assertThat(one.at("/total_ms").asLong())
                .isGreaterThanOrEqualTo(one.at("/waited_ms").asLong());
        assertThat(one.has("upstream_ms")).isFalse();
        assertThat(logs.toString()).doesNotContain("secret");
    }

    @Test
    void itIsReadPageByPage() {
        var seen = new ArrayList<String>();
        var page = logs("?limit=2");
        while (true) {
            page.json()
                    .at("/logs")
                    .valueStream()
                    .forEach(entry -> seen.add(entry.at("/request_id").asString()));
            if (!page.json().has("next_cursor")) {
                break;
            }
            page = logs("?limit=2&cursor=" + page.json().at("/next_cursor").asString());
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void itIsFiltered() {
        assertThat(logs("?client=" + client).json().at("/logs")).hasSize(4);
        assertThat(logs("?status=failed").json().at("/logs")).hasSize(1);
        assertThat(logs("?client=" + client + "&status=failed").json().at("/logs")).isEmpty();
        assertThat(logs("?type=countTokens").json().at("/logs")).isEmpty();
        assertThat(logs("?model=models/" + MODEL).json().at("/logs")).hasSize(5);
        assertThat(logs("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z").json().at("/logs"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/logs", "/admin/logs?limit=0", "/admin/logs?client=x"})
    void onlyTheAdministratorReadsIt(String path) {
        assertThat(api.send("GET", path, "").status()).isEqualTo(401);
        assertThat(api.send("GET", path, "", "X-API-Key", key).status()).isEqualTo(403);
        assertThat(api.send("GET", path, "", "Authorization", "Bearer " + key).status())
                .isEqualTo(401);
    }

    @Test
    void theBacklogIsToldToWhoeverHasAKey() throws InterruptedException {
        submit(key);
        var claim = worker.next();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> status().json().at("/in_flight").asInt() == 1);
            var status = status();
            assertThat(status.json().at("/active_workers").asInt()).isBetween(0, 1);
            assertThat(status.json().at("/queues/0").toString())
                    .isEqualTo(
                            "{\"bucket\":\"gemini-2.5-flash\",\"lane\":\"bulk\",\"waiting\":0,\"admitted\":0,\"parked\":0,\"in_flight\":1}");
            assertThat(status.body()).doesNotContain(client, "shop", claim.job().toString());
            assertThat(api.admin("GET", "/queue-status", "").status()).isEqualTo(200);
        } finally {
            worker.complete(claim, ANSWER);
        }
    }

    private static Answer status() {
        return api.send("GET", "/queue-status", "", "X-API-Key", key);
    }

    @Test
    void theBacklogIsNotToldToStrangers() {
        for (var headers :
                new String[][] {
                    {},
                    {"X-API-Key", "wrong"},
                    {"X-API-Key", ""},
                    {"Authorization", "Bearer wrong"},
                    {"Authorization", "Bearer " + key}
                }) {
            var answer = api.send("GET", "/queue-status", "", headers);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).isNotBlank();
        }
    }
}
