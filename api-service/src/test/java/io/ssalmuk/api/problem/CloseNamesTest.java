package io.ssalmuk.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloseNamesTest {

    private static final List<String> MODELS =
            List.of(
                    "gemini-2.0-flash",
                    "gemini-2.5-flash",
                    "gemini-2.5-flash-lite",
                    "gemini-2.5-pro");

    @Test
    void theClosestComesFirst() {
        assertThat(CloseNames.to("gemini-2.5-flas", MODELS))
                .startsWith("gemini-2.5-flash")
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aBeginningIsCloseToWhatContinuesIt() {
        assertThat(CloseNames.to("gemini-2.5-flash-", MODELS)).contains("gemini-2.5-flash-lite");
    }

    @Test
    void nothingIsCloseToSomethingElse() {
        assertThat(CloseNames.to("gpt-9", MODELS)).isEmpty();
        assertThat(CloseNames.hint("gpt-9", MODELS)).isEmpty();
        assertThat(CloseNames.to("g".repeat(1_000_000), MODELS)).isEmpty();
    }

    @Test
    void aHintIsHalfASentence() {
        assertThat(CloseNames.hint("contnets", List.of("contents", "model")))
                .isEqualTo("; did you mean 'contents'?");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "abc, '', 3",
        "kitten, sitting, 3",
        "ab, ba, 2",
        "a, a, 0"
    })
    void theDistanceIsTheNumberOfChanges(String one, String other, int distance) {
        assertThat(CloseNames.distance(one, other)).isEqualTo(distance);
    }
}
