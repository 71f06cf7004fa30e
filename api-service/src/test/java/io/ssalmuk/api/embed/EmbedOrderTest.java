package io.ssalmuk.api.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbedOrderTest {

    private static EmbedOrder read(String json) {
        var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return EmbedOrder.read(JsonBody.read(bytes));
    }

    private static String body(String contents) {
        return read("{'model': 'm', 'contents': " + contents + "}")
                .body("m")
                .text()
                .replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'a'                                       | {'role':'user','parts':[{'text':'a'}]}
                    ['a']                                     | {'role':'user','parts':[{'text':'a'}]}
                    {'text': 'a'}                             | {'role':'user','parts':[{'text':'a'}]}
                    {'parts': ['a', {'text': 'b'}], 'new': 1} | {'parts':[{'text':'a'},{'text':'b'}],'new':1}
                    [['a', {'inline_data': {'data': 'x'}}]]   | {'role':'user','parts':[{'text':'a'},{'inlineData':{'data':'x'}}]}
                    """)
    void oneTextOrContentIsOneRequest(String contents, String content) {
        assertThat(body(contents))
                .isEqualTo("{'requests':[{'model':'models/m','content':" + content + "}]}");
    }

    @Test
    void everyElementOfTheListIsARequestOfItsOwnInOrder() {
        var order =
                read(
                        "{'model': 'm', 'contents': ['a', {'text': 'b'}, {'parts': [{'text': 'c'}]}]}");

        assertThat(order.texts()).isEqualTo(3);
        assertThat(order.body("m").text().replace('"', '\''))
                .isEqualTo(
                        "{'requests':["
                                + "{'model':'models/m','content':{'role':'user','parts':[{'text':'a'}]}},"
                                + "{'model':'models/m','content':{'role':'user','parts':[{'text':'b'}]}},"
                                + "{'model':'models/m','content':{'parts':[{'text':'c'}]}}]}");
    }

    @Test
    void theConfigIsInEveryRequestAndWhatIsUnknownIsPassedOn() {
        var order =
                read(
                        "{'model': 'm', 'contents': ['a', 'b'], 'config': {'task_type': 'RETRIEVAL_QUERY',"
                                + " 'outputDimensionality': 256, 'future_field': {'x_y': 1.10}}}");

        var config =
                "'taskType':'RETRIEVAL_QUERY','outputDimensionality':256,'future_field':{'x_y':1.10}}";
        assertThat(order.body("m").text().replace('"', '\'').split(config.replace("{", "\\{"), -1))
                .hasSize(3);
    }

    @Test
    void aHundredTextsAreTakenAndNotOneMore() {
        assertThat(read("{'model': 'm', 'contents': " + texts(100) + "}").texts()).isEqualTo(100);

        var refused = refused("{'model': 'm', 'contents': " + texts(101) + "}");
        assertThat(refused.field()).hasValue("contents");
        assertThat(refused.detail()).contains("101 texts", "at most 100");
    }

    private static String texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "'t" + n + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contents': 'a'}                                                  | model
                    {'model': 'm'}                                                     | contents
                    {'model': 'm', 'contents': null}                                   | contents
                    {'model': 'm', 'contents': []}                                     | contents
                    {'model': 'm', 'contents': ''}                                     | contents
                    {'model': 'm', 'contents': 5}                                      | contents
                    {'model': 'm', 'contents': ['a', '']}                              | contents[1]
                    {'model': 'm', 'contents': ['a', null]}                            | contents[1]
                    {'model': 'm', 'contents': ['a', []]}                              | contents[1]
                    {'model': 'm', 'contents': [[{'parts': ['a']}, {'parts': ['b']}]]} | contents[0]
                    {'model': 'm', 'contents': [{'parts': 'a'}]}                       | contents[0].parts
                    {'model': 'm', 'contents': 'a', 'config': []}                      | config
                    {'model': 'm', 'contents': 'a', 'config': {'task_type': 1}}        | config.task_type
                    {'model': 'm', 'contents': 'a', 'config': {'outputDimensionality': 'x'}} | config.outputDimensionality
                    {'model': 'm', 'contents': 'a', 'config': {'httpOptions': {}}}     | config.httpOptions
                    {'model': 'm', 'contents': 'a', 'config': {'content': 'b'}}        | config.content
                    {'model': 'm', 'contents': 'a', 'wait': true}                      | wait
                    """)
    void theFieldAtFaultIsNamed(String json, String field) {
        assertThat(refused(json).field()).hasValue(field);
    }

    private static Refused refused(String json) {
        return catchThrowableOfType(Refused.class, () -> read(json));
    }
}
