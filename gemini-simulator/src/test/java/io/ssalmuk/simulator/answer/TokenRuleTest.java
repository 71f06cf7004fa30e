package io.ssalmuk.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRuleTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "🐦🐦🐦🐦, 1"})
    void fourCharactersAreAToken(String text, long tokens) {
        assertThat(TokenRule.ofText(text)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, 258",
        "audio/mp3, 320",
        "video/mp4, 2580",
        "application/pdf, 258",
        "AUDIO/wav, 320"
    })
    void aMediumCostsTheSameWhateverItsSize(String mimeType, long tokens) {
        String request =
                "{\"contents\":[{\"parts\":[{\"fileData\":{\"mimeType\":\"%s\"}}]}]}"
                        .formatted(mimeType);

        assertThat(count(request)).isEqualTo(tokens);
    }

    @Test
    void everythingThatIsReadIsCounted() {
        assertThat(
                        count(
                                """
                                {"systemInstruction":{"parts":[{"text":"four"}]},
                                 "contents":[{"parts":[{"text":"four"}]},{"parts":[{"text":"four"}]}]}
                                """))
                .isEqualTo(3);
    }

    @Test
    void toolsAndCallsCountByTheirJson() {
        String tools = "[{\"googleSearch\":{}}]";
        String call = "{\"functionCall\":{\"name\":\"f\"}}";

        assertThat(count("{\"tools\":" + tools + "}")).isEqualTo(Math.ceilDiv(tools.length(), 4));
        assertThat(count("{\"contents\":[{\"parts\":[" + call + "]}]}"))
                .isEqualTo(Math.ceilDiv(call.length(), 4));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 3, ab|cd|ef",
        "abcde, 2, ab|cde",
        "ab, 5, a|b",
        "'', 3, ''",
        "a🐦b, 3, a|🐦|b"
    })
    void aTextIsCutIntoNearlyEqualPieces(String text, int most, String pieces) {
        assertThat(String.join("|", TextPieces.of(text, most))).isEqualTo(pieces);
    }

    private static long count(String request) {
        return TokenRule.ofRequest(Json.parse(request.getBytes(StandardCharsets.UTF_8))).total();
    }
}
