package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client that may not do as much as it likes. */
final class ClientLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String MODEL = "gemini-2.5-flash";

    private static RunningApi api;
    private static FakeWorker worker;

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        worker = new FakeWorker(api, MODEL);
    }

    @AfterAll
    static void stop() {
        worker.close();
        api.close();
    }

    @Test
    void whoHasNoLimitsHearsNothingOfThem() {
        var answer = get(api.newKey());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit-Policy")).isEmpty();
        assertThat(answer.header("RateLimit")).isEmpty();
    }

    @Test
    void aMinuteLetsThroughItsRequestsAndSaysWhenToComeBack() {
        var key = limited("{'requests_per_minute': 5}").at("/key").asString();

        // The minute may end in between, and then begins anew.
        var answers = IntStream.range(0, 12).mapToObj(_ -> get(key)).toList();

        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(answers.getFirst().header("RateLimit-Policy"))
                .isEqualTo("\"requests\";q=5;w=60");
        assertThat(answers.getFirst().header("RateLimit")).matches("\"requests\";r=4;t=[0-9]{1,2}");
        var refused = answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(refused).hasSizeBetween(2, 7);
        check(refused.getFirst(), "requests");
        assertThat(refused.getFirst().header("RateLimit")).startsWith("\"requests\";r=0;t=");
    }

    @Test
    void aChangedLimitIsHeededEverywhereWithinSeconds() {
        var made = limited("{'requests_per_minute': 1000}");
        get(made.at("/key").asString());
        change(made, "{'limits': {'requests_per_minute': 1}}");

        awaitStatus(made.at("/key").asString(), 429);
        change(made, "{'limits': {'requests_per_minute': null}}");

        awaitStatus(made.at("/key").asString(), 200);
    }

    /** A key is remembered for a second. */
    private static void awaitStatus(String key, int status) {
        await().atMost(PATIENCE).until(() -> get(key).status() == status);
    }

    @Test
    void noMoreJobsAreOpenThanAreAllowed() throws InterruptedException {
        var key = limited("{'concurrent_jobs': 2}").at("/key").asString();
        var first = submit(key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("RateLimit")).isEqualTo("\"jobs\";r=1");
        assertThat(submit(key).status()).isEqualTo(202);

        check(submit(key), "jobs");

        worker.complete(worker.next(), "{}");
        await().atMost(PATIENCE).until(() -> submit(key).status() == 202);
        worker.complete(worker.next(), "{}");
        worker.complete(worker.next(), "{}");
    }

    @Test
    void aDayTakesItsJobs() throws InterruptedException {
        var key = limited("{'jobs_per_day': 1}").at("/key").asString();
        var refused = api.send("POST", "/api/generate", "{\"model\":\"x\"}", "X-API-Key", key);
        assertThat(refused.status()).as("what is no job is not counted").isEqualTo(400);

        assertThat(submit(key).status()).isEqualTo(202);
        check(submit(key), "jobs-per-day");
        worker.complete(worker.next(), "{}");
    }

    @Test
    void aRetryIsAJobToo() throws InterruptedException {
        var key = limited("{'jobs_per_day': 2}").at("/key").asString();
        var id = submit(key).json().at("/request_id").asString();
        worker.complete(worker.next(), "{}");
        var path = "/api/jobs/" + id + "/retry";

        var retried = api.send("POST", path, "{}", "X-API-Key", key);

        assertThat(retried.status()).as(retried.body()).isEqualTo(202);
        check(api.send("POST", path, "{}", "X-API-Key", key), "jobs-per-day");
        // A retry waits for a dispatcher, of which there is none here, and others would stand
        // behind it.
        var waiting = "/api/jobs/" + retried.json().at("/request_id").asString();
        assertThat(api.send("DELETE", waiting, "", "X-API-Key", key).status()).isEqualTo(200);
    }

    @Test
    void aDaysTokensAreThoseOfJobsThatEnded() throws InterruptedException {
        // A job of the fake worker has 7.
        var key = limited("{'tokens_per_day': 7}").at("/key").asString();
        var first = submit(key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("RateLimit")).startsWith("\"tokens-per-day\";r=7;t=");

        worker.complete(worker.next(), "{}");

        // What was used is read again soon; until then jobs are let in, and end.
        await().atMost(PATIENCE).until(() -> refusedAfterOneMore(key));
        check(submit(key), "tokens-per-day");
    }

    private static boolean refusedAfterOneMore(String key) throws InterruptedException {
        boolean refused = submit(key).status() == 429;
        if (!refused) {
            worker.complete(worker.next(), "{}");
        }
        return refused;
    }

    private static void check(Answer refused, String policy) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(429);
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
        assertThat(refused.json().at("/type").asString()).endsWith("#quota-exceeded");
        assertThat(refused.json().at("/violated-policies/0").asString()).isEqualTo(policy);
        assertThat(refused.json().at("/detail").asString()).contains("come back in");
    }

    private static JsonNode limited(String limits) {
        var order = "{'limits': %s}".formatted(limits).replace('\'', '"');
        return api.admin("POST", "/admin/keys", order).json().at("/keys/0");
    }

    private static void change(JsonNode key, String change) {
        var path = "/admin/keys/" + key.at("/id").asString();
        assertThat(api.admin("PUT", path, change.replace('\'', '"')).status()).isEqualTo(200);
    }

    private static Answer get(String key) {
        return api.send("GET", "/api/models", "", "X-API-Key", key);
    }

    private static Answer submit(String key) {
        var body = "{\"model\":\"" + MODEL + "\",\"contents\":\"a\"}";
        return api.send("POST", "/api/generate", body, "X-API-Key", key);
    }
}
