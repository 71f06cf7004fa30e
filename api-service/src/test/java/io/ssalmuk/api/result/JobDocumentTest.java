package io.ssalmuk.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

final class JobDocumentTest {

    /** As api.yaml sets it. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final JobId id = JobId.next();

    @Test
    void aQueuedJobShowsNoMoreThanItHas() {
        assertThat(written(JobDocument.of(Fixtures.queued(id))))
                .isEqualTo(
                        """
                        {"request_id":"%s","status":"queued","model":"gemini-2.5-flash",\
                        "created_at":"2026-07-01T12:00:00.123Z","attempts":0}\
                        """
                                .formatted(id));
    }

    @Test
    void googlesAnswerIsShownAsItCame() {
        var answer =
                """
                {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"score":0.12345678901234567890}],
                 "usageMetadata":{"totalTokenCount":3},"newTop":{"x":1.10}}\
                """;

        var written = written(JobDocument.of(Fixtures.completed(id, answer)));

        assertThat(written).contains("\"response\":" + answer).contains("0.12345678901234567890}]");
        var document = json(written);
        assertThat(document.at("/text").asString()).isEqualTo("Hi");
        assertThat(document.at("/candidates/0/content/parts/0/text").asString()).isEqualTo("Hi");
        assertThat(document.at("/usage/totalTokenCount").asInt()).isEqualTo(3);
        assertThat(document.at("/started_at").asString()).isEqualTo("2026-07-01T12:00:01.123Z");
        assertThat(document.at("/completed_at").asString()).isEqualTo("2026-07-01T12:00:02.123Z");
        assertThat(document.at("/attempts").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    [{'text': 'a'}, {'text': 'b'}]                          | ab
                    [{'text': 'hm', 'thought': true}, {'text': 'b'}]        | b
                    [{'inlineData': {'data': 'x'}}, {'text': 'b'}]          | b
                    [{'functionCall': {'name': 'f'}}]                       | ""
                    []                                                      | ""
                    """)
    void theTextIsWhatTheFirstCandidateSaysAloud(String parts, String text) {
        var answer =
                "{'candidates': [{'content': {'parts': %s}}, {'content': {'parts': [{'text': 'z'}]}}]}"
                        .formatted(parts)
                        .replace('\'', '"');

        assertThat(JobDocument.of(Fixtures.completed(id, answer)).text()).isEqualTo(text);
    }

    @Test
    void aJobThatEmbedsShowsItsVectorsAsTheyCame() {
        var answer =
                """
                {"embeddings": [{"values": [0.10, -1e-7], "new": {}}], "usageMetadata": {"promptTokenCount": 2}}\
                """;
        var job = Fixtures.completed(id, JobMethod.BATCH_EMBED_CONTENTS, answer);

        var written = written(JobDocument.of(job));

        assertThat(written)
                .contains("\"embeddings\":[{\"values\": [0.10, -1e-7], \"new\": {}}],")
                .contains("\"response\":" + answer)
                .contains("\"usage\":{\"promptTokenCount\":2}")
                .doesNotContain("\"text\"", "candidates");
    }

    @Test
    void aJobThatCountsShowsItsCount() {
        var job =
                Fixtures.completed(id, JobMethod.COUNT_TOKENS, "{\"totalTokens\": 12, \"x\": 1.0}");

        var written = written(JobDocument.of(job));

        assertThat(written)
                .contains("\"total_tokens\":12,")
                .contains("\"response\":{\"totalTokens\": 12, \"x\": 1.0}")
                .doesNotContain("\"text\"", "embeddings");
    }

    @Test
    void aBlockedPromptHasNoCandidatesAndAnEmptyText() {
        var answer = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}";

        var document = json(written(JobDocument.of(Fixtures.completed(id, answer))));

        assertThat(document.has("candidates")).isFalse();
        assertThat(document.at("/text").asString()).isEmpty();
        assertThat(document.at("/response/promptFeedback/blockReason").asString())
                .isEqualTo("SAFETY");
    }

    @Test
    void aFailureSaysWhyAndWhatGoogleAnswered() {
        var failed = Fixtures.failed(id, new JobError("INVALID_ARGUMENT", 400, "no"));

        assertThat(json(written(JobDocument.of(failed))).at("/error").toString())
                .isEqualTo(
                        "{\"code\":\"INVALID_ARGUMENT\",\"message\":\"no\",\"upstream_status\":400}");
    }

    @Test
    void aFailureWithoutGoogleHasNoStatusOfGoogles() {
        var failed = Fixtures.failed(id, new JobError("NO_PROJECT", null, "no project"));

        assertThat(json(written(JobDocument.of(failed))).at("/error").toString())
                .isEqualTo("{\"code\":\"NO_PROJECT\",\"message\":\"no project\"}");
    }

    private static String written(JobDocument document) {
        return JSON.writeValueAsString(document);
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
