package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import io.ssalmuk.testing.TestRabbit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embedding and counting as a client meets them. */
final class EmbedAndCountTest {

    private static final String EMBED =
            "{\"model\":\"gemini-embedding-001\",\"contents\":[\"a\",\"b\"]}";
    private static final String COUNT = "{\"model\":\"gemini-2.5-flash\",\"contents\":\"a\"}";
    private static final String VECTORS = "[{\"values\":[0.10,-2e-8],\"new\":1},{\"values\":[1]}]";

    private static RunningApi api;
    private static FakeWorker embedder;
    private static FakeWorker counter;
    private static String key;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        embedder = new FakeWorker(api, "gemini-embedding-1.0");
        counter = new FakeWorker(api, "count-tokens");
        key = api.newKey();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        project();
    }

    /** A project that may embed fifty texts a minute. */
    private static void project() {
        var pool = api.bean(KeyPool.class);
        var sealed = new SealedKey(new byte[32], new byte[] {1});
        pool.merge(List.of(new PooledKey("p", sealed)), Tier.FREE, new PoolMode(false, false));
        pool.limit(
                "gemini-embedding-1.0",
                Tier.FREE,
                new Limits(50, null, 1_000),
                LimitSource.CATALOGUE);
    }

    @AfterAll
    static void stop() {
        threads.close();
        counter.close();
        embedder.close();
        api.close();
    }

    @Test
    void vectorsComeBackAsGoogleGaveThem() throws Exception {
        var answer = later("/api/embed", EMBED);
        var claim = embedder.next();
        assertThat(claim.method()).isEqualTo(JobMethod.BATCH_EMBED_CONTENTS);
        assertThat(claim.ticket().units()).isEqualTo(2);
        assertThat(claim.ticket().line().lane()).isEqualTo(Lane.INTERACTIVE);
        assertThat(claim.request().text())
                .startsWith(
                        "{\"requests\":[{\"model\":\"models/gemini-embedding-001\",\"content\":");
        embedder.complete(claim, "{\"embeddings\":" + VECTORS + ",\"futureField\":{}}");

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().body())
                .isEqualTo(
                        "{\"request_id\":\"%s\",\"model\":\"gemini-embedding-001\",\"embeddings\":%s}"
                                .formatted(claim.job(), VECTORS));

        var status = get("/api/status/" + claim.job());
        assertThat(status.body())
                .contains("\"embeddings\":" + VECTORS, "\"response\":{\"embeddings\":")
                .doesNotContain("\"text\"");
        assertThat(api.send("GET", "/api/status/" + claim.job(), "", "X-API-Key", api.newKey()))
                .matches(stranger -> stranger.status() == 404);
    }

    @Test
    void aCountComesBackWithGooglesWholeAnswer() throws Exception {
        var answer = later("/api/count-tokens", COUNT);
        var claim = counter.next();
        assertThat(claim.method()).isEqualTo(JobMethod.COUNT_TOKENS);
        assertThat(claim.model()).isEqualTo("gemini-2.5-flash");
        counter.complete(claim, "{\"totalTokens\":1,\"x\":1.0}");

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().body())
                .isEqualTo(
                        "{\"request_id\":\"%s\",\"model\":\"gemini-2.5-flash\",\"total_tokens\":1,\"response\":{\"totalTokens\":1,\"x\":1.0}}"
                                .formatted(claim.job()));
        assertThat(get("/api/status/" + claim.job()).json().at("/total_tokens").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400, 400",
        "NOT_FOUND, 404, 400",
        "PERMISSION_DENIED, 403, 400",
        "UNAUTHENTICATED, 401, 502",
        "RESOURCE_EXHAUSTED, 429, 502",
        "UNAVAILABLE, 503, 502",
        "UPSTREAM_TIMEOUT, , 502"
    })
    void aJobThatFailedIsAProblem(String code, Integer upstream, int status) throws Exception {
        var answer = later("/api/count-tokens", COUNT);
        var claim = counter.next();
        counter.fail(claim, new JobError(code, upstream, "Google's own sentence."));

        assertThat(answer.get().status()).isEqualTo(status);
        assertThat(answer.get().type()).isEqualTo("application/problem+json");
        var problem = answer.get().json();
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/detail").asString()).endsWith("Google's own sentence.");
        assertThat(problem.at("/code").asString()).isEqualTo(code);
        assertThat(problem.at("/request_id").asString()).isEqualTo(claim.job().toString());
        assertThat(problem.at("/upstream_status").asInt(0))
                .isEqualTo(upstream == null ? 0 : upstream);
    }

    @Test
    void whoseWaitIsOverIsToldWhereToAsk() throws Exception {
        var broker = TestRabbit.newVhost();
        try (var hasty =
                RunningApi.start(RunningApi.database(), broker, "ssalmuk.wait.most=50ms")) {
            var answer = hasty.send("POST", "/api/embed", EMBED, "X-API-Key", hasty.newKey());

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().at("/status").asString()).isEqualTo("queued");
            assertThat(answer.header("Location"))
                    .isEqualTo("/api/status/" + answer.json().at("/request_id").asString());
        }
    }

    @Test
    void moreTextsThanAnyProjectMayEverEmbedAtOnceAreRefused() {
        var texts = String.join(",", Collections.nCopies(51, "\"a\""));
        var body = "{\"model\":\"gemini-embedding-001\",\"contents\":[" + texts + "]}";

        var answer = api.send("POST", "/api/embed", body, "X-API-Key", key);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/field").asString()).isEqualTo("contents");
        assertThat(answer.json().at("/detail").asString())
                .contains("51 texts", "more than 50 at once", "gemini-embedding-001");
    }

    @Test
    void aModelThatCannotIsRefusedWithThoseThatCan() {
        var answer =
                api.send(
                        "POST",
                        "/api/embed",
                        "{\"model\":\"gemini-embedding-01\",\"contents\":\"a\"}",
                        "X-API-Key",
                        key);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/detail").asString())
                .contains("is unknown", "did you mean 'gemini-embedding-001'");

        var unable =
                api.send(
                        "POST",
                        "/api/embed",
                        "{\"model\":\"gemini-2.5-flash\",\"contents\":\"a\"}",
                        "X-API-Key",
                        key);
        assertThat(unable.json().at("/detail").asString()).contains("does not embed");
    }

    private static Answer get(String path) {
        return api.send("GET", path, "", "X-API-Key", key);
    }

    private static Future<Answer> later(String path, String body) {
        return threads.submit(() -> api.send("POST", path, body, "X-API-Key", key));
    }
}
