package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.MasterKey;
import io.ssalmuk.testing.TestRabbit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as their owner meets them. */
@Timeout(60)
final class WebhooksTest {

    private static final String MODEL = "gemini-2.5-flash";
    private static final String ANSWER = "{\"candidates\":[]}";
    private static final String NOBODY = "01890000-0000-7000-8000-000000000000";

    private static RunningApi api;
    private static FakeWorker worker;

    private String key = "";

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        var early = api.newKey();
        assertThat(api.send("POST", "/api/webhooks/secret", "", "X-API-Key", early).status())
                .isEqualTo(503);
        api.bean(KeyRings.class).open(new MasterKey("a-master-key-for-tests-only"));
        worker = new FakeWorker(api, MODEL);
    }

    @AfterAll
    static void stop() {
        worker.close();
        api.close();
    }

    @BeforeEach
    void anotherClient() {
        key = api.newKey();
    }

    private Answer send(String method, String path, String body) {
        return api.send(method, path, body.replace('\'', '"'), "X-API-Key", key);
    }

    private Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private Answer get(String path) {
        return send("GET", path, "");
    }

    private String endpoint() {
        var made = post("/api/webhooks", "{'url': 'https://hooks.example.com/x'}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.header("Location");
    }

    @Test
    void anEndpointIsMadeShownChangedAndDeleted() {
        var made =
                post("/api/webhooks", "{'url': 'https://hooks.example.com/x', 'description': 'a'}");
        var path = made.header("Location");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/secret").asString()).startsWith("whsec_");
        assertThat(made.json().at("/events")).hasSize(4);

        var shown = get(path);
        assertThat(shown.json().has("secret")).isFalse();
        assertThat(shown.json().at("/payload").asString()).isEqualTo("thin");
        assertThat(get("/api/webhooks").json().at("/webhooks")).hasSize(1);

        var changed =
                send(
                        "PATCH",
                        path,
                        "{'events': ['job.failed'], 'payload': 'full', 'active': false}");
        assertThat(changed.json().at("/events/0").asString()).isEqualTo("job.failed");
        assertThat(changed.json().at("/payload").asString()).isEqualTo("full");
        assertThat(changed.json().at("/description").asString()).isEqualTo("a");
        assertThat(changed.json().at("/active").asBoolean()).isFalse();

        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(send("DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void aRotationShowsTheNewSecretOnceAndSaysUntilWhenTheOldOneIsValid() {
        var made = post("/api/webhooks", "{'url': 'https://hooks.example.com/x'}");
        var rotated = post(made.header("Location") + "/secret", "").json();

        assertThat(rotated.at("/secret").asString())
                .startsWith("whsec_")
                .isNotEqualTo(made.json().at("/secret").asString());
        assertThat(rotated.has("previous_valid_until")).isTrue();
        assertThat(get(made.header("Location")).json().has("previous_secret_valid_until")).isTrue();
    }

    @Test
    void thereIsAnEndToEndpoints() {
        IntStream.range(0, 20).forEach(_ -> endpoint());

        var oneMore = post("/api/webhooks", "{'url': 'https://hooks.example.com/x'}");

        assertThat(oneMore.status()).isEqualTo(409);
        assertThat(oneMore.json().at("/detail").asString()).contains("20");
    }

    @Test
    void aStrangersEndpointIsNotThere() {
        var path = endpoint();
        key = api.newKey();

        assertThat(get(path).status()).isEqualTo(404);
        assertThat(send("PATCH", path, "{'active': true}").status()).isEqualTo(404);
        assertThat(send("DELETE", path, "").status()).isEqualTo(404);
        assertThat(post(path + "/secret", "").status()).isEqualTo(404);
        assertThat(post(path + "/test", "").status()).isEqualTo(404);
        assertThat(get(path + "/deliveries").status()).isEqualTo(404);
        assertThat(get("/api/webhooks").json().at("/webhooks")).isEmpty();
    }

    @Test
    void theEventsOfAJobAreListedAndMayBeDeliveredAgain() throws Exception {
        var path = endpoint();
        var heard = new Hand<Signal>();
        assertThat(post("/api/webhooks/secret", "").status()).isEqualTo(200);
        var job =
                generate(
                        ", 'webhook_url': 'https://own.example/x', 'webhook_payload': 'full',"
                                + " 'metadata': {'order': 1.10}");
        assertThat(job.status()).as(job.body()).isEqualTo(202);
        worker.fail(worker.next(), new JobError("INVALID_ARGUMENT", 400, "no"));
        var id = job.json().at("/request_id").asString();

        var told = get("/api/webhooks/deliveries?job=" + id).json().at("/deliveries");
        assertThat(told).hasSize(2);
        assertThat(told.valueStream().map(each -> each.at("/event").asString()))
                .containsOnly("job.failed");
        assertThat(told.valueStream().map(each -> each.path("url").asString("")))
                .containsExactlyInAnyOrder("", "https://own.example/x");
        var page = get(path + "/deliveries?limit=1&status=pending").json();
        assertThat(page.at("/deliveries")).hasSize(1);
        assertThat(page.at("/deliveries/0/request_id").asString()).isEqualTo(id);

        api.bean(Signals.class).listenToSignals(heard);
        var delivery = page.at("/deliveries/0/id").asString();
        var again = post(path + "/deliveries/" + delivery + "/redeliver", "");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().at("/id").asString()).isEqualTo(delivery);
        assertThat(heard.take()).isEqualTo(new Signal.WebhooksDue());
        for (var each : told) {
            var other = "/api/webhooks/deliveries/" + each.at("/id").asString() + "/redeliver";
            assertThat(post(other, "").status()).isEqualTo(202);
        }
        assertThat(get("/api/status/" + id).body()).contains("\"metadata\":{\"order\":1.10}");
    }

    @Test
    void aTestIsADeliveryOfNoJob() {
        var path = endpoint();

        var test = post(path + "/test", "");

        assertThat(test.status()).isEqualTo(202);
        assertThat(test.json().at("/event").asString()).isEqualTo("webhook.test");
        assertThat(test.json().has("request_id")).isFalse();
        assertThat(get(path + "/deliveries").json().at("/deliveries")).hasSize(1);
    }

    @Test
    void metadataComesBackWhenTheJobIsWaitedFor() throws Exception {
        var job = generate(", 'metadata': {'a': [null, {'b': 'ü'}]}");
        worker.complete(worker.next(), ANSWER);

        var shown = get(job.json().at("/status_url").asString() + "?wait=60");

        assertThat(shown.json().at("/metadata")).hasToString("{\"a\":[null,{\"b\":\"ü\"}]}");
    }

    private Answer generate(String more) {
        return post("/api/generate", "{'model': '" + MODEL + "', 'contents': 'a'" + more + "}");
    }

    @Test
    void anAddressOfAJobNeedsASecretToSignWith() {
        var refused = generate(", 'webhook_url': 'https://own.example/x'");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/field").asString()).isEqualTo("webhook_url");
        assertThat(refused.json().at("/detail").asString()).contains("POST /api/webhooks/secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {}                                                          | url
                    {'url': 7}                                                  | url
                    {'url': 'http://127.0.0.1/'}                                | url
                    {'url': 'http://169.254.169.254/latest'}                    | url
                    {'url': 'http://user:pw@hooks.example.com/'}                | url
                    {'url': 'ftp://hooks.example.com/'}                         | url
                    {'url': 'https://hooks.example.com:22/'}                    | url
                    {'url': 'https://a.example', 'events': []}                  | events
                    {'url': 'https://a.example', 'events': 'job.failed'}        | events
                    {'url': 'https://a.example', 'events': ['job.fail']}        | events[0]
                    {'url': 'https://a.example', 'events': ['webhook.test']}    | events[0]
                    {'url': 'https://a.example', 'payload': 'thick'}            | payload
                    {'url': 'https://a.example', 'active': 'yes'}               | active
                    {'url': 'https://a.example', 'description': 5}              | description
                    {'url': 'https://a.example', 'secret': 'mine'}              | secret
                    """)
    void anEndpointIsRefusedWithItsFieldsName(String body, String field) {
        var answer = post("/api/webhooks", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/detail").asString()).startsWith(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    , 'metadata': 'a'                                | metadata
                    , 'metadata': [1]                                | metadata
                    , 'webhook_url': 'http://10.0.0.1/'              | webhook_url
                    , 'webhook_url': ''                              | webhook_url
                    , 'webhook_payload': 'full'                      | webhook_payload
                    , 'webhook_url': 'https://a.example', 'webhook_payload': 'x' | webhook_payload
                    """)
    void whatAJobAddsIsRefusedWithItsFieldsName(String more, String field) {
        var answer = generate(more);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
    }

    @Test
    void metadataHasItsLimit() {
        var answer = generate(", 'metadata': {'a': '" + "x".repeat(16 * 1024) + "'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/detail").asString()).contains("16384");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/webhooks/deliveries",
                "/api/webhooks/deliveries?job=x",
                "/deliveries?limit=0",
                "/deliveries?limit=1001",
                "/deliveries?status=lost",
                "/deliveries?cursor=x",
                "/deliveries?page=2"
            })
    void aListIsRefusedForAReason(String path) {
        var answer = get(path.startsWith("/api") ? path : endpoint() + path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().has("field")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/webhooks/nonsense",
        "PATCH, /api/webhooks/" + NOBODY,
        "DELETE, /api/webhooks/1-1-1-1-1",
        "POST, /api/webhooks/" + NOBODY + "/test",
        "POST, /api/webhooks/nonsense/secret",
        "POST, /api/webhooks/deliveries/nonsense/redeliver",
        "POST, /api/webhooks/deliveries/" + NOBODY + "/redeliver",
        "GET, /api/webhooks/" + NOBODY + "/deliveries"
    })
    void whatIsNotThereIsNotFound(String method, String path) {
        var answer = send(method, path, method.equals("PATCH") ? "{'active': true}" : "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }
}
