package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.testing.TestRabbit;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of the service on one database and one broker, as a client meets them. */
final class ServiceTest {

    private static final String MODEL = "gemini-2.5-flash";
    private static final String ANSWER =
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi!"}]},"odd":1.10}],\
            "usageMetadata":{"totalTokenCount":7},"futureField":{"x":[1,null]}}\
            """;

    private static RunningApi one;
    private static RunningApi other;
    private static FakeWorker worker;
    private static String key;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        var database = RunningApi.database();
        var broker = TestRabbit.newVhost();
        one = RunningApi.start(database, broker);
        other = RunningApi.start(database, broker, "ssalmuk.wait.sweep=200ms");
        worker = new FakeWorker(one, MODEL);
        key = one.newKey();
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        threads.close();
        worker.close();
        other.close();
        one.close();
    }

    @Test
    void aJobGoesFromAcceptedToCompletedAndIsSeenOnEveryInstance() throws Exception {
        var accepted = generate(one, "{'model': '%s', 'contents': 'Hello'}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().at("/status").asString()).isEqualTo("queued");
        assertThat(accepted.json().at("/model").asString()).isEqualTo(MODEL);
        var url = accepted.json().at("/status_url").asString();
        assertThat(accepted.header("Location")).isEqualTo(url);

        var claim = worker.next();
        assertThat(claim.request().text())
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}");
        assertThat(get(other, url).json().at("/status").asString()).isEqualTo("processing");

        worker.complete(claim, ANSWER);
        var completed = get(other, url);
        assertThat(completed.status()).isEqualTo(200);
        assertThat(completed.body()).contains("\"response\":" + ANSWER);
        var document = completed.json();
        assertThat(document.at("/status").asString()).isEqualTo("completed");
        assertThat(document.at("/text").asString()).isEqualTo("Hi!");
        assertThat(document.at("/usage/totalTokenCount").asInt()).isEqualTo(7);
        assertThat(document.at("/created_at").asString())
                .isEqualTo(accepted.json().at("/created_at").asString());
        assertThat(Instant.parse(document.at("/completed_at").asString()))
                .isAfterOrEqualTo(Instant.parse(document.at("/started_at").asString()));
    }

    @Test
    void whoWaitsGetsTheAnswerWhenItIsThere() throws Exception {
        var answer = later(() -> generate(one, "{'model': '%s', 'contents': 'a', 'wait': true}"));
        var claim = worker.next();
        assertThat(claim.ticket().line().lane()).isEqualTo(Lane.INTERACTIVE);
        worker.complete(claim, ANSWER);

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().json().at("/text").asString()).isEqualTo("Hi!");
    }

    @Test
    void whoWaitsIsToldOfAFailureToo() throws Exception {
        var answer = later(() -> generate(one, "{'model': '%s', 'contents': 'a', 'wait': 60}"));
        worker.fail(worker.next(), new JobError("INVALID_ARGUMENT", 400, "Bad image."));

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().json().at("/status").asString()).isEqualTo("failed");
        assertThat(answer.get().json().at("/error/message").asString()).isEqualTo("Bad image.");
        assertThat(answer.get().json().at("/error/upstream_status").asInt()).isEqualTo(400);
    }

    @Test
    void aWaitThatRunsOutLeavesTheJobAlive() throws Exception {
        var accepted = generate(one, "{'model': '%s', 'contents': 'a', 'wait': 0.05}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().at("/status").asString()).isIn("queued", "processing");
        worker.complete(worker.next(), ANSWER);
        assertThat(get(one, accepted.json().at("/status_url").asString()).json().at("/status"))
                .hasToString("\"completed\"");
    }

    @Test
    void aLongPollOnAnotherInstanceIsWokenByTheNotice() throws Exception {
        var url = accept();
        var claim = worker.next();
        var answer = later(() -> get(one, url + "?wait=60"));
        worker.complete(claim, ANSWER);

        assertThat(answer.get().json().at("/status").asString()).isEqualTo("completed");
    }

    @Test
    void aLostNoticeCostsNoMoreThanASweep() throws Exception {
        var url = accept();
        var claim = worker.next();
        var answer = later(() -> get(other, url + "?wait=60"));
        worker.completeSilently(claim, ANSWER);

        assertThat(answer.get().json().at("/status").asString()).isEqualTo("completed");
    }

    @Test
    void aNoticeAboutNothingIsHarmless() {
        one.bean(EndNotices.class).send(JobId.next());

        assertThat(one.send("GET", "/health", "").json().at("/status").asString()).isEqualTo("up");
    }

    @Test
    void anotherClientsJobIsNotThere() throws Exception {
        var url = accept();
        worker.complete(worker.next(), ANSWER);
        var stranger = one.newKey();

        var answer = one.send("GET", url, "", "X-API-Key", stranger);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }

    @Test
    void aRawRequestReachesTheWorkerAsItWasSent() throws Exception {
        var raw = "{\"contents\":[{\"new\":1.10}],\"future\":123456789012345678901234567890}";
        one.send(
                "POST",
                "/api/generate",
                "{\"model\":\"models/" + MODEL + "\",\"request\":" + raw + "}",
                "X-API-Key",
                key);

        var claim = worker.next();
        worker.complete(claim, ANSWER);
        assertThat(claim.request().text()).isEqualTo(raw);
        assertThat(claim.model()).isEqualTo(MODEL);
    }

    @Test
    void aClientThatGoesAwayWhileItWaitsTakesNothingWithIt() throws Exception {
        var waiting = later(() -> generate(one, "{'model': '%s', 'contents': 'a', 'wait': 60}"));
        var claim = worker.next();
        waiting.cancel(true);

        worker.complete(claim, ANSWER);
        var url = "/api/status/" + claim.job() + "?wait=60";
        assertThat(get(one, url).json().at("/status").asString()).isEqualTo("completed");
    }

    @ConcurrentTest
    void aKeyFromFiftyThreadsAtOnceOnTwoInstancesMakesOneJobThatAllAnswersName() {
        // A model that no worker serves here, and a client with no other jobs.
        var body = "{\"model\":\"gemini-2.5-pro\",\"contents\":\"a\"}";
        var client = one.newKey();

        var answers =
                Race.of(
                        50,
                        n ->
                                (n % 2 == 0 ? one : other)
                                        .send(
                                                "POST",
                                                "/api/generate",
                                                body,
                                                "X-API-Key",
                                                client,
                                                "Idempotency-Key",
                                                "the same"));

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/request_id"))
                .containsOnly(answers.getFirst().json().at("/request_id"));
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed").isEmpty())
                .hasSize(1);
        var jobs = one.send("GET", "/api/jobs", "", "X-API-Key", client).json().at("/jobs");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.at("/0/request_id")).isEqualTo(answers.getFirst().json().at("/request_id"));
    }

    @Test
    void healthAndHomeNeedNoKey() {
        assertThat(one.send("GET", "/health", "").body())
                .isEqualTo("{\"status\":\"up\",\"database\":\"up\",\"broker\":\"up\"}");
        assertThat(one.send("GET", "/", "").json().at("/name").asString()).isEqualTo("Ssalmuk");
    }

    private static String accept() {
        return generate(one, "{'model': '%s', 'contents': 'a'}")
                .json()
                .at("/status_url")
                .asString();
    }

    private static RunningApi.Answer generate(RunningApi api, String body) {
        var json = body.formatted(MODEL).replace('\'', '"');
        return api.send("POST", "/api/generate", json, "X-API-Key", key);
    }

    private static RunningApi.Answer get(RunningApi api, String url) {
        return api.send("GET", url, "", "X-API-Key", key);
    }

    private static Future<RunningApi.Answer> later(Callable<RunningApi.Answer> request) {
        return threads.submit(request);
    }
}
