package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {

    @Test
    void theTokensOfAnAnswerAreReadWhereverTheyStand() {
        var answer =
                """
                {"candidates": [{"usageMetadata": {"promptTokenCount": 99}, "text": "x"}],
                 "usageMetadata": {"promptTokenCount": 7, "candidatesTokenCount": 5,
                     "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 7}],
                     "thoughtsTokenCount": 3, "cachedContentTokenCount": 2,
                     "totalTokenCount": 15, "serviceTier": "standard"},
                 "modelVersion": "x"}
                """;
        assertThat(UsageReader.read(Body.of(answer)))
                .isEqualTo(new TokenUsage(7L, 5L, 3L, 2L, 15L));
    }

    @Test
    void whatIsNotToldIsNotKnown() {
        assertThat(UsageReader.read(Body.of("{\"usageMetadata\":{\"totalTokenCount\":4}}")))
                .isEqualTo(new TokenUsage(null, null, null, null, 4L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "",
                "{\"usageMetadata\"",
                "{\"usageMetadata\":null}",
                "{\"usageMetadata\":[{\"promptTokenCount\":1}]}",
                "{\"usageMetadata\":{\"promptTokenCount\":\"7\"}}",
                "{\"usageMetadata\":{\"promptTokenCount\":1.5}}",
                "{\"usageMetadata\":{\"promptTokenCount\":123456789012345678901234567890}}",
                "{\"usageMetadata\":{\"promptTokenCount\":{\"x\":[1]}}}",
                "{\"totalTokens\": 7}"
            })
    void anAnswerWithoutFiguresHasNone(String answer) {
        assertThat(UsageReader.read(Body.of(answer))).isEqualTo(TokenUsage.NONE);
    }
}
