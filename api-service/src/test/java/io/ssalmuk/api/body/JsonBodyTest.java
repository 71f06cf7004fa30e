package io.ssalmuk.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890",
                "0.12345678901234567890123456789",
                "1.10",
                "-7",
                "1E+400",
                "\"\\u0000 and \\\" and ü and 😀\"",
                "null",
                "[[],{},[{}]]"
            })
    void whatIsReadIsWrittenWithTheSameMeaning(String value) {
        var json = "{\"a\":" + value + "}";

        var written =
                new String(
                        JsonBody.write(JsonBody.read(bytes(json)).value()), StandardCharsets.UTF_8);

        assertThat(written).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a": 1           | line 1, column
                    {"a": tru}        | line 1, column
                    {"a": 1} {"b": 2} | not valid JSON
                    {"a": 1, "a": 2}  | the name a stands twice
                    {'a': 1}          | line 1, column
                    nonsense          | line 1, column
                    [1, 2]            | must be a JSON object
                    "text"            | must be a JSON object
                    """)
    void whatIsNoJsonObjectIsRefusedWithThePlace(String body, String said) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonBody.read(bytes(body)))
                .withMessageContaining(said)
                .satisfies(refused -> assertThat(refused.status().value()).isEqualTo(400));
    }

    @Test
    void theSecondLineIsCalledTheSecond() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonBody.read(bytes("{\n  \"a\": }")))
                .withMessageContaining("line 2, column 8");
    }

    @Test
    void nothingAtAllIsCalledAMissingBody() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonBody.read(null))
                .withMessageContaining("no body");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonBody.read(new byte[0]))
                .withMessageContaining("no body");
    }

    @Test
    void nestingBeyondReasonIsRefused() {
        var deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonBody.read(bytes(deep)));
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        var body = bytes("{\"a\": \"?\"}");
        body[7] = (byte) 0xff;

        assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonBody.read(body));
    }

    @Test
    void aStringMayBeAsLongAsTheRequest() {
        var large = "x".repeat(25_000_000);

        var field = JsonBody.read(bytes("{\"data\":\"" + large + "\"}")).at("data");

        assertThat(field.text()).hasSize(25_000_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
