package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.worker.gemini.Lesson.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonReaderTest {

    private static final String RPM = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

    private static Lesson read(String body) {
        return LessonReader.read(GoogleError.parse(body));
    }

    private static Lesson minute(String model, String value) {
        return read(
                GoogleBodies.violating("generate_content_free_tier_requests", RPM, model, value));
    }

    @ParameterizedTest
    @CsvSource({
        "generate_content_free_tier_requests, GenerateRequestsPerMinutePerProjectPerModel-FreeTier,"
                + " RPM",
        "generate_content_free_tier_requests, GenerateRequestsPerDayPerProjectPerModel-FreeTier,"
                + " RPD",
        "generate_content_free_tier_input_token_count,"
                + " GenerateContentInputTokensPerModelPerMinute-FreeTier, TPM",
        "generate_requests_per_model, GenerateRequestsPerMinutePerProjectPerModel, RPM",
        "generate_requests_per_model_per_day, GenerateRequestsPerDayPerProjectPerModel, RPD",
        "generate_content_paid_tier_2_input_token_count,"
                + " GenerateContentPaidTierInputTokensPerModelPerMinute, TPM",
        "embed_content_free_tier_requests,"
                + " EmbedContentRequestsPerMinutePerUserPerProjectPerModel-FreeTier, RPM",
        "embed_content_free_tier_requests,"
                + " EmbedContentRequestsPerDayPerUserPerProjectPerModel-FreeTier, RPD"
    })
    void aLimitIsLearnedFromItsQuotasName(String metric, String id, Dimension dimension) {
        assertThat(read(GoogleBodies.violating(metric, id, "gemini-2.5-flash", "7")).limits())
                .containsExactly(new Limit(dimension, 7));
    }

    @Test
    void everyViolationTeachesItsOwn() {
        assertThat(read(GoogleBodies.several("9s")).limits())
                .containsExactly(
                        new Limit(Dimension.RPM, 5),
                        new Limit(Dimension.TPM, 250_000),
                        new Limit(Dimension.RPD, 20));
    }

    @Test
    void tokensOfADayAreNoDimensionOfOurs() {
        var body =
                GoogleBodies.violating(
                        "generate_content_free_tier_input_token_count",
                        "GenerateContentInputTokensPerModelPerDay-FreeTier",
                        "gemini-2.5-flash",
                        "1000000");
        assertThat(read(body).limits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "", "five", "5.5", "1e9", "99999999999999999999", "2000000"})
    void anAbsurdLimitTeachesNothing(String value) {
        assertThat(minute("gemini-2.5-flash", value).limits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-3-flash", "gemini-embedding-1.0", "gemma-4", "gemini-3.1-pro"})
    void theBucketIsWhatGoogleCountsTheModelAs(String model) {
        assertThat(minute(model, "5").bucket()).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gemini",
                "models/gemini-3",
                "Gemini-3",
                "gemini 3",
                "*",
                "a-",
                "-a",
                "gemini-3-flash;drop",
                "gemini--3",
                "gemini-3#",
                "1-2"
            })
    void whatDoesNotLookLikeAModelIsNoBucket(String model) {
        assertThat(minute(model, "5").bucket()).isEmpty();
        assertThat(minute("gemini-" + "x".repeat(100), "5").bucket()).isEmpty();
    }

    @Test
    void aBodyWithoutDetailsTeachesNothing() {
        for (var body : new String[] {GoogleBodies.bare(), GoogleBodies.helpOnly(), "", "null"}) {
            assertThat(read(body)).isEqualTo(Lesson.NONE);
        }
    }

    @Test
    void aProjectIsKnownByItsNumber() {
        var suspended = read(GoogleBodies.suspended("k"));
        assertThat(suspended.project()).contains("7");
        assertThat(suspended.wholeProject()).isTrue();
        assertThat(read(GoogleBodies.forbidden("x", "SERVICE_DISABLED")).project()).contains("7");
    }

    @Test
    void aLeakedKeyIsNotItsProjectsFault() {
        var leaked = "Your API key was reported as leaked. Please use another API key.";
        assertThat(read(GoogleBodies.forbidden(leaked)).wholeProject()).isFalse();
        assertThat(read(GoogleBodies.keyInvalid(GoogleBodies.INVALID_KEY)).wholeProject())
                .isFalse();
        var denied = "Your project has been denied access. Please contact support.";
        assertThat(read(GoogleBodies.forbidden(denied)).wholeProject()).isTrue();
    }

    @Test
    void aConsumerThatIsNoProjectIsNone() {
        var body = GoogleBodies.suspended("k").replace("projects/7", "api_key:7");
        assertThat(read(body).project()).isEmpty();
    }
}
