package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Deadlines;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.testing.TestRabbit;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can be done with jobs, as their clients and the administrator do it. */
@Timeout(90)
final class JobsTest {

    /** One has a worker here, the other has none: its jobs stay where they are. */
    private static final String SERVED = "gemini-2.5-flash";

    private static final String IDLE = "gemini-2.5-pro";
    private static final String ANSWER = "{\"candidates\":[]}";

    private static RunningApi api;
    private static FakeWorker worker;
    private static ExecutorService threads;
    private static final BlockingQueue<Signal> SIGNALS = new LinkedBlockingQueue<>();

    private String key;

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        worker = new FakeWorker(api, SERVED);
        api.bean(Signals.class).listenToSignals(SIGNALS::add);
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        threads.close();
        worker.close();
        api.close();
    }

    /** Each test is a client of its own. */
    @BeforeEach
    void makeKey() {
        key = api.newKey();
    }

    private Answer post(String path, String body, String... headers) {
        var all =
                IntStream.range(0, headers.length + 2)
                        .mapToObj(n ->
                                n < headers.length
                                        ? headers[n]
                                        : List.of("X-API-Key", key).get(n - headers.length))
                        .toArray(String[]::new);
        return api.send("POST", path, body.replace('\'', '"'), all);
    }

    private Answer get(String path) {
        return api.send("GET", path, "", "X-API-Key", key);
    }

    private Answer delete(String path) {
        return api.send("DELETE", path, "", "X-API-Key", key);
    }

    private String submit(String model, String more) {
        var answer =
                post("/api/generate", "{'model':'%s','contents':'a'%s}".formatted(model, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().at("/request_id").asString();
    }

    private Claim running(String id) throws InterruptedException {
        var claim = worker.next();
        assertThat(claim.job()).hasToString(id);
        return claim;
    }

    private String completed() throws InterruptedException {
        var id = submit(SERVED, "");
        worker.complete(running(id), ANSWER);
        return id;
    }

    private String failed() throws InterruptedException {
        var id = submit(SERVED, "");
        worker.fail(running(id), new JobError("INVALID_ARGUMENT", 400, "Bad image."));
        return id;
    }

    private static List<String> ids(JsonNode page) {
        return page.at("/jobs").valueStream().map(job -> job.at("/request_id").asString()).toList();
    }

    private void expireWhatIsDue(String id) {
        Awaitility.await()
                .until(() -> {
                    api.bean(Deadlines.class)
                            .expireQueued(JobError.DEADLINE_EXCEEDED, 100)
                            .forEach(api.bean(EndNotices.class)::send);
                    return status(id).equals("expired");
                });
    }

    private String status(String id) {
        return get("/api/jobs/" + id).json().at("/status").asString();
    }

    @Test
    void jobsAreListedNewestFirstAndPageByPage() throws Exception {
        var one = completed();
        var two = failed();
        var three = submit(IDLE, ",'ttl_seconds':600");

        var first = get("/api/jobs?limit=2").json();
        assertThat(ids(first)).containsExactly(three, two);
        assertThat(first.at("/jobs/0/deadline").asString()).isNotEmpty();
        assertThat(first.at("/jobs/1/error/code").asString()).isEqualTo("INVALID_ARGUMENT");
        var next = first.at("/next_cursor").asString();
        var second = get("/api/jobs?limit=2&cursor=" + next).json();
        assertThat(ids(second)).containsExactly(one);
        assertThat(second.has("next_cursor")).isFalse();

        assertThat(ids(get("/api/jobs?status=failed").json())).containsExactly(two);
        assertThat(ids(get("/api/jobs?status=completed&type=generateContent").json()))
                .containsExactly(one);
        assertThat(ids(get("/api/jobs?model=models/" + IDLE).json())).containsExactly(three);
        var created = first.at("/jobs/0/created_at").asString();
        assertThat(ids(get("/api/jobs?from=" + created).json())).containsExactly(three);
        assertThat(ids(get("/api/jobs?to=" + created).json())).containsExactly(two, one);
    }

    @Test
    void anotherClientsJobsAreNotThere() {
        var id = submit(IDLE, "");
        key = api.newKey();

        assertThat(ids(get("/api/jobs").json())).isEmpty();
        assertThat(get("/api/jobs/" + id).status()).isEqualTo(404);
        assertThat(delete("/api/jobs/" + id).status()).isEqualTo(404);
        assertThat(post("/api/jobs/" + id + "/cancel", "").status()).isEqualTo(404);
        assertThat(post("/api/jobs/" + id + "/retry", "").status()).isEqualTo(404);
        assertThat(delete("/api/jobs/nonsense").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=many, limit",
        "status=done, status",
        "status=, status",
        "type=generate, type",
        "model=, model",
        "from=yesterday, from",
        "to=2026-13-01T00:00:00Z, to",
        "cursor=abc, cursor",
        "cursor=AAAA!, cursor",
        "state=queued, state",
    })
    void aListThatCannotBeIsRefused(String query, String field) {
        refused(get("/api/jobs?" + query), 400, field);
    }

    private static void refused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/detail").asString()).startsWith(field);
    }

    @Test
    void aQueuedJobIsCancelledAtOnceAndOnce() {
        var id = submit(IDLE, "");

        var cancelled = delete("/api/jobs/" + id);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().at("/status").asString()).isEqualTo("cancelled");
        assertThat(cancelled.json().has("completed_at")).isTrue();
        var again = post("/api/jobs/" + id + "/cancel", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().at("/detail").asString()).contains("cancelled already");
    }

    @Test
    void theWorkerOfARunningJobIsAskedToStop() throws Exception {
        var claim = running(submit(SERVED, ""));
        SIGNALS.clear();
        var answer = later(() -> delete("/api/jobs/" + claim.job()));
        while (!SIGNALS.take().equals(new Signal.Cancel(claim.job()))) {
            // Others are asked for other things.
        }
        worker.cancel(claim);
        api.bean(EndNotices.class).send(claim.job());

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().json().at("/status").asString()).isEqualTo("cancelled");
    }

    /** Its worker hears nothing for longer than the request waits. */
    @Test
    void aCancellationThatTakesLongerIsAcceptedAndPursued() throws Exception {
        var claim = running(submit(SERVED, ""));

        var answer = delete("/api/jobs/" + claim.job());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/status").asString()).isEqualTo("processing");
        SIGNALS.clear();
        while (!SIGNALS.take().equals(new Signal.Cancel(claim.job()))) {
            // Asked again, though nobody waits for it any more.
        }
        worker.cancel(claim);
        assertThat(status(claim.job().toString())).isEqualTo("cancelled");
    }

    @Test
    void aJobThatEndsByItselfMeanwhileEndsAsItDoes() throws Exception {
        var claim = running(submit(SERVED, ""));
        SIGNALS.clear();
        var answer = later(() -> delete("/api/jobs/" + claim.job()));
        while (!SIGNALS.take().equals(new Signal.Cancel(claim.job()))) {
            // Others are asked for other things.
        }
        worker.complete(claim, ANSWER);

        assertThat(answer.get().status()).isEqualTo(409);
        assertThat(answer.get().json().at("/detail").asString()).contains("completed");
    }

    private Future<Answer> later(Callable<Answer> request) {
        return threads.submit(request);
    }

    @Test
    void anEndedJobIsRetriedWithTheSameRequest() throws Exception {
        var old = failed();

        var answer = post("/api/jobs/" + old + "/retry", "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().at("/retry_of").asString()).isEqualTo(old);
        var made = answer.json().at("/request_id").asString();
        assertThat(made).isNotEqualTo(old);
        assertThat(answer.header("Location")).isEqualTo("/api/status/" + made);
        assertThat(get("/api/status/" + made).json().at("/retry_of").asString()).isEqualTo(old);
        assertThat(status(old)).isEqualTo("failed");
    }

    @Test
    void onlyAnEndedJobIsRetried() {
        var answer = post("/api/jobs/" + submit(IDLE, "") + "/retry", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/detail").asString()).contains("queued");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'max_attempts': 0}                                            | max_attempts
                    {'max_attempts': 101}                                          | max_attempts
                    {'max_attempts': 1.5}                                          | max_attempts
                    {'max_attempts': '3'}                                          | max_attempts
                    {'ttl_seconds': 0}                                             | ttl_seconds
                    {'ttl_seconds': -1}                                            | ttl_seconds
                    {'ttl_seconds': 2592001}                                       | ttl_seconds
                    {'ttl_seconds': 1e400}                                         | ttl_seconds
                    {'ttl_seconds': '60'}                                          | ttl_seconds
                    {'ttl_seconds': 60, 'deadline': '2126-01-01T00:00:00Z'}        | ttl_seconds
                    {'deadline': '2020-01-01T00:00:00Z'}                           | deadline
                    {'deadline': '2126-01-01T00:00:00Z'}                           | deadline
                    {'deadline': 'tomorrow'}                                       | deadline
                    {'deadline': '2126-01-01T00:00:00'}                            | deadline
                    {'deadline': 5}                                                | deadline
                    """)
    void termsThatCannotBeAreRefused(String terms, String field) {
        var generate = "{'model':'%s','contents':'a',%s".formatted(IDLE, terms.substring(1));
        refused(post("/api/generate", generate), 400, field);
    }

    @Test
    void everyRequestThatMakesAJobHasTerms() throws Exception {
        var bad = "'max_attempts':0}";
        var generate = "{'model':'%s','contents':'a',%s".formatted(IDLE, bad);
        refused(post("/api/generate-stream", generate), 400, "max_attempts");
        refused(post("/api/count-tokens", generate), 400, "max_attempts");
        var embed = "{'model':'gemini-embedding-001','contents':'a',%s".formatted(bad);
        refused(post("/api/embed", embed), 400, "max_attempts");
        refused(post("/api/jobs/" + completed() + "/retry", "{" + bad), 400, "max_attempts");
        assertThat(ids(get("/api/jobs").json())).hasSize(1);
    }

    @Test
    void whoWaitsForAJobIsToldThatItExpired() throws Exception {
        var id = submit(IDLE, ",'ttl_seconds':0.2");
        var waiting = later(() -> get("/api/status/" + id + "?wait=60"));
        expireWhatIsDue(id);

        var document = waiting.get().json();
        assertThat(document.at("/status").asString()).isEqualTo("expired");
        assertThat(document.at("/error/code").asString()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(document.has("deadline")).isTrue();
    }

    @Test
    void aRequestThatWaitsForItsAnswerGetsAProblemWhenTimeIsOver() throws Exception {
        var body = "{'model':'gemini-embedding-001','contents':'a','ttl_seconds':0.2}";
        var waiting = later(() -> post("/api/embed", body));
        Awaitility.await().until(() -> !ids(get("/api/jobs").json()).isEmpty());
        expireWhatIsDue(ids(get("/api/jobs").json()).getFirst());

        assertThat(waiting.get().status()).isEqualTo(504);
        assertThat(waiting.get().json().at("/code").asString()).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void theSameRequestUnderTheSameKeyMakesOneJob() {
        var body = "{'model':'%s','contents':'a','config':{'topK':1,'topP':1}}".formatted(IDLE);
        var first = post("/api/generate", body, "Idempotency-Key", "one");
        var same = "{ 'config': {'topP':1,'topK':1}, 'contents':'a', 'model':'%s'}".formatted(IDLE);
        var again = post("/api/generate", same, "Idempotency-Key", "\"one\"");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        for (var member : List.of("/request_id", "/status", "/created_at")) {
            assertThat(again.json().at(member)).isEqualTo(first.json().at(member));
        }
        assertThat(ids(get("/api/jobs").json())).hasSize(1);
    }

    @Test
    void aReplayTellsHowTheJobIsNow() throws Exception {
        var body = "{'model':'%s','contents':'a'}".formatted(SERVED);
        var id = post("/api/generate", body, "Idempotency-Key", "k").json().at("/request_id");
        worker.complete(running(id.asString()), ANSWER);

        var again = post("/api/generate", body, "Idempotency-Key", "k");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().at("/status").asString()).isEqualTo("completed");
    }

    @Test
    void aKeyOfAnotherRequestIsRefused() {
        var body = "{'model':'%s','contents':'a'}".formatted(IDLE);
        var headers = new String[] {"Idempotency-Key", "k"};
        post("/api/generate", body, headers);

        refused(post("/api/generate", body.replace("'a'", "'b'"), headers), 422, "Idempotency-Key");
        refused(post("/api/count-tokens", body, headers), 422, "Idempotency-Key");
        key = api.newKey();
        assertThat(post("/api/generate", body, headers).header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void aRequestThatWasRefusedHasNotUsedItsKey() {
        var headers = new String[] {"Idempotency-Key", "k"};
        refused(post("/api/generate", "{'model':'x','contents':'a'}", headers), 400, "model");

        var body = "{'model':'%s','contents':'a'}".formatted(IDLE);
        assertThat(post("/api/generate", body, headers).status()).isEqualTo(202);
    }

    @Test
    void aStreamIsNotSentTwice() throws Exception {
        var body = "{\"model\":\"%s\",\"contents\":\"a\"}".formatted(SERVED);
        try (var stream = StreamClient.open(api.port(), withKey("k"), body)) {
            var claim = worker.next();

            var again = post("/api/generate-stream", body, "Idempotency-Key", "k");

            refused(again, 409, "Idempotency-Key");
            assertThat(again.json().at("/detail").asString()).contains(claim.job().toString());
            assertThat(stream.line().at("/request_id").asString())
                    .isEqualTo(claim.job().toString());
            worker.begin(claim);
            worker.done(claim, 0, ANSWER);
            assertThat(stream.text()).contains("\"usage\"");
        }
    }

    /** The header goes behind the one that the client writes. */
    private String withKey(String text) {
        return key + "\r\nIdempotency-Key: " + text;
    }

    @Test
    void aKeyOfOtherLettersIsRefused() {
        var body = "{\"model\":\"%s\",\"contents\":\"a\"}".formatted(IDLE);
        try (var stream = StreamClient.open(api.port(), withKey("ümlaut"), body)) {
            assertThat(stream.status()).isEqualTo(400);
        }
    }

    @Test
    void anEmbeddingIsAnsweredAgain() throws Exception {
        var body = "{'model':'%s','contents':'a'}".formatted(IDLE);
        var headers = new String[] {"Idempotency-Key", "k"};
        var first = later(() -> post("/api/count-tokens", body, headers));
        Awaitility.await().until(() -> !ids(get("/api/jobs").json()).isEmpty());
        var second = later(() -> post("/api/count-tokens", body, headers));
        delete("/api/jobs/" + ids(get("/api/jobs").json()).getFirst());

        assertThat(first.get().status()).isEqualTo(502);
        assertThat(second.get().json().at("/request_id"))
                .isEqualTo(first.get().json().at("/request_id"));
        assertThat(second.get().header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aRetryHasAKeyToo() throws Exception {
        var old = failed();
        // Before the retries: no dispatcher runs here, so that they wait, and nothing overtakes
        // them.
        var another = failed();
        var first = post("/api/jobs/" + old + "/retry", "", "Idempotency-Key", "k");
        var again = post("/api/jobs/" + old + "/retry", "", "Idempotency-Key", "k");

        assertThat(again.json().at("/request_id")).isEqualTo(first.json().at("/request_id"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        refused(
                post("/api/jobs/" + another + "/retry", "", "Idempotency-Key", "k"),
                422,
                "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "tab\tin it"})
    void aKeyThatCannotBeIsRefused(String bad) {
        var body = "{'model':'%s','contents':'a'}".formatted(IDLE);
        refused(post("/api/generate", body, "Idempotency-Key", bad), 400, "Idempotency-Key");
    }

    @Test
    void aKeyThatIsTooLongOrComesTwiceIsRefused() {
        var body = "{'model':'%s','contents':'a'}".formatted(IDLE);
        refused(
                post("/api/generate", body, "Idempotency-Key", "k".repeat(256)),
                400,
                "Idempotency-Key");
        var twice =
                HttpRequest.newBuilder(api.uri("/api/generate"))
                        .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                        .headers("X-API-Key", key, "Content-Type", "application/json")
                        .header("Idempotency-Key", "one")
                        .header("Idempotency-Key", "two")
                        .build();
        refused(api.send(twice), 400, "Idempotency-Key");
        assertThat(ids(get("/api/jobs").json())).isEmpty();
    }

    @Test
    void theAdministratorRetriesWhatEndedBadly() throws Exception {
        var old = List.of(failed(), failed(), failed());
        completed();
        var filter = "\"client\":\"" + client() + "\"";

        var dry = api.admin("POST", "/admin/jobs/retry", "{%s,\"dry_run\":true}".formatted(filter));
        assertThat(dry.json()).hasToString(bulk(3, 0, false, true));
        var some = api.admin("POST", "/admin/jobs/retry", "{%s,\"limit\":2}".formatted(filter));
        assertThat(some.json()).hasToString(bulk(2, 2, true, false));
        var rest = api.admin("POST", "/admin/jobs/retry", "{%s}".formatted(filter));
        assertThat(rest.json()).hasToString(bulk(1, 1, false, false));
        var none = api.admin("POST", "/admin/jobs/retry", "{%s}".formatted(filter));
        assertThat(none.json()).hasToString(bulk(0, 0, false, false));

        var made = get("/api/jobs").json().at("/jobs");
        assertThat(made.valueStream().map(job -> job.path("retry_of").asString("")))
                .containsAll(old);
    }

    private static String bulk(int matched, int retried, boolean more, boolean dry) {
        return "{\"matched\":%d,\"retried\":%d,\"more\":%s,\"dry_run\":%s}"
                .formatted(matched, retried, more, dry);
    }

    private String client() {
        return api.admin("GET", "/admin/keys", "")
                .json()
                .at("/keys")
                .valueStream()
                .toList()
                .getLast()
                .at("/id")
                .asString();
    }

    @Test
    void theAdministratorCancelsWhatWaitsAndWhatRuns() throws Exception {
        var queued = submit(IDLE, "");
        var claim = running(submit(SERVED, ""));
        var filter = "\"client\":\"" + client() + "\"";

        var dry =
                api.admin("POST", "/admin/jobs/cancel", "{%s,\"dry_run\":true}".formatted(filter));
        assertThat(dry.json().at("/matched").asInt()).isEqualTo(2);
        SIGNALS.clear();
        var done = api.admin("POST", "/admin/jobs/cancel", "{%s}".formatted(filter));

        assertThat(done.json().at("/cancelled").asInt()).isOne();
        assertThat(done.json().at("/stopping").asInt()).isOne();
        assertThat(status(queued)).isEqualTo("cancelled");
        while (!SIGNALS.take().equals(new Signal.Cancel(claim.job()))) {
            // Others are asked for other things.
        }
        worker.cancel(claim);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    retry  | {'status': 'completed'}    | status
                    retry  | {'status': []}             | status
                    retry  | {'status': ['failed', 5]}  | status[1]
                    retry  | {'client': 'me'}           | client
                    retry  | {'type': 'generate'}       | type
                    retry  | {'model': ''}              | model
                    retry  | {'from': 'now'}            | from
                    retry  | {'to': 5}                  | to
                    retry  | {'limit': 10001}           | limit
                    retry  | {'limit': 0}               | limit
                    retry  | {'dry_run': 'yes'}         | dry_run
                    retry  | {'dryrun': true}           | dryrun
                    cancel | {'status': 'failed'}       | status
                    cancel | {'status': ['queued']}     | status
                    cancel | {'error': 'A'}             | error
                    cancel | {'client': 7}              | client
                    cancel | {'limit': 1.5}             | limit
                    """)
    void anOrderForManyThatCannotBeIsRefused(String what, String body, String field) {
        refused(api.admin("POST", "/admin/jobs/" + what, body.replace('\'', '"')), 400, field);
    }
}
