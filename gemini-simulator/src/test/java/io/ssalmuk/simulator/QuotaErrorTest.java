package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.DayHint;
import io.ssalmuk.simulator.quota.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuotaErrorTest {
    private static final String METRIC = "generativelanguage.googleapis.com/";

    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:44.794969765Z"));

    @Test
    void anExceededMinuteIsRefusedWordForWordAsTheUpstreamDoes() {
        try (var simulator = simulator(Limits.of(1, 1_000, 20)).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("first");

            Answer refused = caller.ask("second");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json()).isEqualTo(captured());
        }
    }

    @Test
    void aRefusalHasTheUpstreamsHeadersAndNoRetryAfter() {
        try (var simulator = simulator(Limits.perMinute(0)).start()) {
            Answer refused = Caller.of(simulator).ask("anything");

            assertThat(refused.response().headers().map()).doesNotContainKey("retry-after");
            assertThat(refused.header("content-type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(refused.header("server")).isEqualTo("scaffolding on HTTPServer2");
            assertThat(refused.header("vary")).isEqualTo("Origin, X-Origin, Referer");
            assertThat(refused.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }

    @Test
    void aRefusalIsCompressedForWhoTakesGzip() {
        try (var simulator = simulator(Limits.perMinute(0)).start()) {
            Caller caller = Caller.of(simulator);

            Answer refused =
                    caller.send(
                            "POST",
                            "/v1/models/gemini-2.5-flash:generateContent",
                            Map.of("x-goog-api-key", caller.key(), "accept-encoding", "gzip"),
                            Caller.contents("anything").toString());

            assertThat(refused.header("content-encoding")).isEqualTo("gzip");
            assertThat(refused.error().path("code").asInt()).isEqualTo(429);
        }
    }

    @Test
    void aLimitOfZeroHasNoQuotaValue() {
        try (var simulator = simulator(Limits.of(0, 0, 0)).start()) {
            Answer refused = Caller.of(simulator).ask("anything");

            assertThat(refused.detail("QuotaFailure").path("violations")).hasSize(3);
            assertThat(refused.violation(0).has("quotaValue")).isFalse();
            assertThat(refused.error().path("message").asString())
                    .contains("limit: 0, model: gemini-2.5-flash\nPlease retry in 15.");
        }
    }

    @Test
    void everyLimitThatIsExceededIsListedOnALineOfItsOwn() {
        try (var simulator = simulator(Limits.of(1, 4, 1)).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("sixteen letters!");

            Answer refused = caller.ask("sixteen letters!");

            assertThat(refused.error().path("message").asString().split("\n\\* ")).hasSize(4);
            assertThat(refused.violation(0).path("quotaId").asString())
                    .isEqualTo("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
            assertThat(refused.violation(1).path("quotaId").asString())
                    .isEqualTo("GenerateContentInputTokensPerModelPerMinute-FreeTier");
            assertThat(refused.violation(1).path("quotaValue").asString()).isEqualTo("4");
            assertThat(refused.violation(2).path("quotaId").asString())
                    .isEqualTo("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
        }
    }

    @Test
    void aPaidProjectHasQuotasOfOtherNames() {
        try (var simulator =
                GeminiSimulator.builder()
                        .virtualTime(clock)
                        .project("payer", Tier.TIER_2, "key")
                        .limits(Limits.of(0, 0, 0))
                        .start()) {
            Answer refused = Caller.of(simulator).ask("anything");

            assertThat(refused.violation(0).path("quotaMetric").asString())
                    .isEqualTo(METRIC + "generate_content_paid_tier_2_requests");
            assertThat(refused.violation(1).path("quotaMetric").asString())
                    .isEqualTo(METRIC + "generate_content_paid_tier_2_input_token_count");
            assertThat(refused.violation(1).path("quotaId").asString())
                    .isEqualTo("GenerateContentPaidTierInputTokensPerModelPerMinute");
            assertThat(refused.violation(2).path("quotaMetric").asString())
                    .isEqualTo(METRIC + "generate_requests_per_model_per_day");
        }
    }

    @Test
    void anEmbeddingQuotaIsKeptPerUserAndUnderTheBucketsName() {
        try (var simulator = simulator(Limits.perMinute(1)).start()) {
            Answer refused = Caller.of(simulator).embed("one", "two");

            assertThat(refused.violation(0).path("quotaId").asString())
                    .isEqualTo("EmbedContentRequestsPerMinutePerUserPerProjectPerModel-FreeTier");
            assertThat(refused.violation(0).path("quotaMetric").asString())
                    .isEqualTo(METRIC + "embed_content_free_tier_requests");
            assertThat(refused.violation(0).at("/quotaDimensions/model").asString())
                    .isEqualTo("gemini-embedding-1.0");
        }
    }

    @Test
    void aSpentDayAdvisesToWaitUntilMidnightInLosAngeles() {
        try (var simulator = simulator(dayOf(1)).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("first");

            Answer refused = caller.ask("second");

            // 10:00:44.79 UTC is 02:00:44.79 there
            assertThat(refused.error().path("message").asString())
                    .endsWith("Please retry in 21h59m15.205030235s.");
            assertThat(refused.detail("RetryInfo").path("retryDelay").asString())
                    .isEqualTo("79155s");
        }
    }

    @Test
    void aSpentDayCanMisleadAsItDidUntilAutumn2026() {
        try (var simulator = simulator(dayOf(1)).dayHint(DayHint.MINUTE_END).start()) {
            Caller caller = Caller.of(simulator);
            caller.ask("first");

            Answer refused = caller.ask("second");

            assertThat(refused.violation(0).path("quotaId").asString()).contains("PerDay");
            assertThat(refused.detail("RetryInfo").path("retryDelay").asString()).isEqualTo("15s");
        }
    }

    @Test
    void lessThanASecondIsSpelledInMilliseconds() {
        clock.advanceTo(Instant.parse("2026-11-22T10:00:59.143440644Z"));
        try (var simulator = simulator(Limits.perMinute(0)).start()) {
            Answer refused = Caller.of(simulator).ask("anything");

            assertThat(refused.error().path("message").asString())
                    .endsWith("Please retry in 856.559356ms.");
            assertThat(refused.detail("RetryInfo").path("retryDelay").asString()).isEqualTo("0s");
        }
    }

    private SimulatorBuilder simulator(Limits limits) {
        return GeminiSimulator.builder().virtualTime(clock).limits(limits);
    }

    private static Limits dayOf(long requests) {
        return Limits.NONE.withRpd(OptionalLong.of(requests));
    }

    private static Object captured() {
        return Json.parse(
                """
                {"error":{"code":429,
                 "message":"You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current usage, head to: https://ai.dev/rate-limit. \\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 1, model: gemini-2.5-flash\\nPlease retry in 15.205030235s.",
                 "status":"RESOURCE_EXHAUSTED",
                 "details":[
                  {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Learn more about Gemini API quotas","url":"https://ai.google.dev/gemini-api/docs/rate-limits"}]},
                  {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{
                     "quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",
                     "quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                     "quotaDimensions":{"location":"global","model":"gemini-2.5-flash"},
                     "quotaValue":"1"}]},
                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"15s"}]}}
                """
                        .getBytes(StandardCharsets.UTF_8));
    }
}
