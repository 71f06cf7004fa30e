package io.ssalmuk.api.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.job.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerateOrderTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void contentsAndConfigBecomeOneRestBody() {
        var order =
                read(
                        "{'model': 'm', 'contents': 'Hi', 'config': {'temperature': 1, 'labels': {}}}");

        assertThat(order.body().text())
                .isEqualTo(
                        """
                        {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"labels":{},\
                        "generationConfig":{"temperature":1}}\
                        """);
    }

    @Test
    void aRawRequestIsKeptAsItWasSent() {
        var raw =
                """
                {"contents":[{"parts":[{"text":"a","snake_case":1.10}]}],"futureTop":{"x":[1e400,\
                123456789012345678901234567890,null]},"generation_config":{"top_p":0.5}}\
                """;

        assertThat(read("{\"model\":\"m\",\"request\":" + raw + "}").body().text())
                .isEqualTo(raw.replace("1e400", "1E+400"));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, BULK",
        "null, 0, BULK",
        "0, 0, BULK",
        "true, 600000, INTERACTIVE",
        "30, 30000, INTERACTIVE",
        "0.25, 250, INTERACTIVE",
        "1e300, 1000000000000, INTERACTIVE"
    })
    void aWaitIsAWordOrANumberOfSeconds(String wait, long millis, Lane lane) {
        var order = read("{'model': 'm', 'contents': 'Hi', 'wait': " + wait + "}");

        assertThat(order.patience()).isEqualTo(Duration.ofMillis(millis));
        assertThat(order.lane()).isEqualTo(lane);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contents': 'Hi'}                                   | model
                    {'model': '', 'contents': 'Hi'}                      | model
                    {'model': 5, 'contents': 'Hi'}                       | model
                    {'model': 'm'}                                       | contents
                    {'model': 'm', 'content': 'Hi'}                      | content
                    {'model': 'm', 'contents': 'Hi', 'temperature': 1}   | temperature
                    {'model': 'm', 'contents': 'Hi', 'wait': 'long'}     | wait
                    {'model': 'm', 'contents': 'Hi', 'wait': -1}         | wait
                    {'model': 'm', 'contents': 'Hi', 'wait': {}}         | wait
                    {'model': 'm', 'request': 'Hi'}                      | request
                    {'model': 'm', 'request': {}}                        | request
                    {'model': 'm', 'request': {'a': 1}, 'config': {}}    | request
                    {'model': 'm', 'request': {'a': 1}, 'contents': 'a'} | request
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String request, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(request))
                .satisfies(refused -> assertThat(refused.field()).contains(field));
    }

    @Test
    void aMisspeltFieldIsToldWhatItMayHaveMeant() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("{'model': 'm', 'contnets': 'Hi'}"))
                .withMessage("contnets is unknown; did you mean 'contents'?");
    }

    @Test
    void halfASurrogateIsPassedOnAsItWasSent() {
        assertThat(read("{'model': 'm', 'contents': '\\ud800'}").body().text())
                .contains("{\"text\":\"\\uD800\"}");
    }

    @Test
    void whatIsNestedTooDeepToBeWrittenIsRefused() {
        var deep = "[".repeat(496) + "]".repeat(496);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("{'model': 'm', 'contents': [{'x': " + deep + "}]}"))
                .withMessageStartingWith("The request cannot be passed on:");
    }

    private static GenerateOrder read(String request) {
        var bytes = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return GenerateOrder.read(JsonBody.read(bytes), LONGEST);
    }
}
