package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is accepted, and what is left for it, as a client sees it. */
final class ModelsTest {

    private static RunningApi api;
    private static String key;

    @BeforeAll
    static void start() {
        api = RunningApi.start(RunningApi.database(), TestRabbit.newVhost());
        key = api.newKey();
        var pool = api.bean(KeyPool.class);
        pool.merge(List.of(pooled("a", 1), pooled("b", 2)), Tier.FREE, new PoolMode(false, false));
        pool.merge(List.of(pooled("play", 3)), Tier.FREE, new PoolMode(true, false));
        limit(pool, "gemini-2.5-flash", new Limits(15, 250_000L, 500));
        limit(pool, "gemini-2.0-flash", new Limits(15, null, null));
        limit(pool, "gemini-3-pro", new Limits(0, 0L, 0));
        limit(pool, "my-tuned-model", new Limits(1, 2L, 3));
        limit(pool, "another-tuned-model", new Limits(1, null, 3));
        limit(pool, "count-tokens", new Limits(60, null, null));
    }

    private static PooledKey pooled(String project, int n) {
        var print = new byte[32];
        print[0] = (byte) n;
        return new PooledKey(project, new SealedKey(print, new byte[] {1}));
    }

    private static void limit(KeyPool pool, String bucket, Limits limits) {
        pool.limit(bucket, Tier.FREE, limits, LimitSource.CATALOGUE);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonNode one(String name) {
        return api.send("GET", "/api/models/" + name, "", "X-API-Key", key).json();
    }

    @Test
    void everyModelIsListedWithItsLimitsAndItsRoom() {
        var models = api.send("GET", "/api/models", "", "X-API-Key", key).json().at("/models");

        assertThat(models.valueStream().map(model -> model.at("/name").asString()))
                .contains("gemini-2.5-flash", "gemini-embedding-001", "my-tuned-model")
                .doesNotContain("count-tokens");
    }

    @Test
    void theProjectsOfItsKindAddUpAndWhatIsUsedIsMissing() {
        assertThat(one("gemini-2.5-flash"))
                .hasToString(
                        "{\"name\":\"gemini-2.5-flash\",\"aliases\":[],\"bucket\":\"gemini-2.5-flash\","
                                + "\"methods\":[\"generateContent\",\"countTokens\"],"
                                + "\"limits\":{\"requests_per_minute\":30,\"input_tokens_per_minute\":500000,\"requests_per_day\":1000},"
                                + "\"room\":{\"requests_now\":30,\"requests_today\":1000},\"projects\":2}");

        api.bean(QuotaLedger.class)
                .lease("gemini-2.5-flash", Collections.nCopies(7, new Ask(1, 1, false)), 7);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(one("gemini-2.5-flash").at("/room"))
                                .hasToString("{\"requests_now\":23,\"requests_today\":993}"));
    }

    @Test
    void whatIsUnlimitedIsNull() {
        var model = one("gemini-2.0-flash-001");

        assertThat(model.at("/name").asString()).isEqualTo("gemini-2.0-flash");
        assertThat(model.at("/aliases").toString()).isEqualTo("[\"gemini-2.0-flash-001\"]");
        assertThat(model.at("/limits/requests_per_day").isNull()).isTrue();
        assertThat(model.at("/room/requests_today").isNull()).isTrue();
        assertThat(model.at("/room/requests_now").asInt()).isEqualTo(30);
    }

    @Test
    void aModelThatNobodyMayUseHasNoRoom() {
        for (var name : List.of("gemini-3-pro", "gemma-3-27b-it")) {
            assertThat(one(name).at("/projects").asInt()).as(name).isZero();
            assertThat(one(name).at("/room"))
                    .hasToString("{\"requests_now\":0,\"requests_today\":0}");
        }
    }

    @Test
    void aModelThatOnlyTheOperatorNamedCanDoWhateverItCan() {
        assertThat(one("my-tuned-model").at("/methods").toString())
                .contains("generateContent", "countTokens", "batchEmbedContents");
    }

    @Test
    void anUnknownModelIsNotFound() {
        var answer = api.send("GET", "/api/models/gemini-2.5-flsh", "", "X-API-Key", key);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/detail").asString())
                .contains("did you mean 'gemini-2.5-flash'");
    }

    private static Answer capacity(String query) {
        return api.send("GET", "/api/capacity?model=" + query, "", "X-API-Key", key);
    }

    @Test
    void whatThereIsRoomForIsFinishedAsSoonAsACallTakes() {
        var capacity = capacity("gemini-2.0-flash-001&requests=30").json();

        assertThat(capacity.at("/bucket").asString()).isEqualTo("gemini-2.0-flash");
        assertThat(capacity.at("/binds").asString()).isEqualTo("nothing");
        assertThat(capacity.at("/seconds").asDouble()).isEqualTo(2);
        assertThat(capacity.at("/room").toString())
                .isEqualTo(
                        "{\"requests_now\":30,\"input_tokens_now\":null,\"requests_today\":null}");
        assertThat(capacity.at("/backlog").toString()).isEqualTo("{\"jobs\":0,\"ahead\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.0-flash&requests=31,                           requests, 58",
        "gemini-2.0-flash&requests=1500,                         requests, 2950",
        "my-tuned-model&requests=4&input_tokens=2,               requests, 58",
        "my-tuned-model&requests=13,                             day,      3600",
    })
    void whatThereIsNoRoomForSaysWhatBindsIt(String query, String binds, double least) {
        var capacity = capacity(query).json();

        assertThat(capacity.at("/binds").asString()).isEqualTo(binds);
        assertThat(capacity.at("/seconds").asDouble()).isGreaterThan(least);
        assertThat(Instant.parse(capacity.at("/finished_at").asString()))
                .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void whatNobodyMayUseIsNeverFinished() {
        var capacity = capacity("gemini-3-pro").json();

        assertThat(capacity.at("/binds").asString()).isEqualTo("projects");
        assertThat(capacity.at("/finished_at").isNull()).isTrue();
        assertThat(capacity.at("/seconds").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                 model",
        "gemini-2.0-flsh,                                    model",
        "count-tokens,                                       model",
        "gemini-2.0-flash&requests=0,                        requests",
        "gemini-2.0-flash&requests=-5,                       requests",
        "gemini-2.0-flash&requests=1000001,                  requests",
        "gemini-2.0-flash&requests=99999999999999999999,     requests",
        "gemini-2.0-flash&requests=1.5,                      requests",
        "gemini-2.0-flash&input_tokens=-1,                   input_tokens",
        "gemini-2.0-flash&input_tokens=many,                 input_tokens",
        "my-tuned-model&input_tokens=3,                      input_tokens",
        "gemini-2.0-flash&inputtokens=3,                     inputtokens",
    })
    void aBadQuestionIsToldWhatIsWrongWithIt(String query, String field) {
        var answer = capacity(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/detail").asString()).startsWith(field);
    }

    @Test
    void aJobThatWaitsSaysWhenItWillBeAnswered() {
        // No worker runs here, and the day of this one has six calls.
        var other = api.newKey();
        var accepted = submit(other);
        assertThat(accepted.at("/position").asLong()).isZero();
        var soon = Instant.parse(accepted.at("/created_at").asString()).plusSeconds(60);
        assertThat(Instant.parse(accepted.at("/eta").asString())).isBefore(soon);
        for (int n = 0; n < 11; n++) {
            submit(other);
        }

        var last = submit(other);

        assertThat(Instant.parse(last.at("/eta").asString())).isAfter(soon.plusSeconds(3_000));
        var status =
                api.send("GET", last.at("/status_url").asString(), "", "X-API-Key", other).json();
        assertThat(status.at("/status").asString()).isEqualTo("queued");
        assertThat(Instant.parse(status.at("/eta").asString())).isAfter(soon);
        assertThat(status.at("/position").asLong()).isBetween(1L, 12L);
    }

    private static JsonNode submit(String by) {
        var body = "{\"model\":\"another-tuned-model\",\"contents\":\"a\"}";
        return api.send("POST", "/api/generate", body, "X-API-Key", by).json();
    }

    @Test
    void withoutAKeyNothingIsListed() {
        assertThat(api.send("GET", "/api/models", "").status()).isEqualTo(401);
        assertThat(api.send("GET", "/api/models/gemini-2.5-flash", "").status()).isEqualTo(401);
    }
}
