package io.ssalmuk.api.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountOrderTest {

    private static CountOrder read(String json) {
        var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return CountOrder.read(JsonBody.read(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'contents': 'a'               | {'contents':[{'role':'user','parts':[{'text':'a'}]}]}
                    'contents': 'a', 'config': {} | {'contents':[{'role':'user','parts':[{'text':'a'}]}]}
                    'contents': 'a', 'config': {'system_instruction': 'b'} | {'generateContentRequest':{'model':'models/m','contents':[{'role':'user','parts':[{'text':'a'}]}],'systemInstruction':{'parts':[{'text':'b'}]}}}
                    'request': {'contents': [], 'future': 1.10} | {'contents':[],'future':1.10}
                    'request': {'generateContentRequest': {'x': 1}} | {'generateContentRequest':{'x':1}}
                    """)
    void theBodyIsWhatGoogleTakes(String fields, String body) {
        assertThat(read("{'model': 'm', " + fields + "}").body("m").text().replace('"', '\''))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contents': 'a'}                                             | model
                    {'model': 5, 'contents': 'a'}                                 | model
                    {'model': 'm'}                                                | contents
                    {'model': 'm', 'contents': []}                                | contents
                    {'model': 'm', 'contents': [{'parts': 'a'}]}                  | contents[0].parts
                    {'model': 'm', 'contents': 'a', 'config': 'x'}                | config
                    {'model': 'm', 'contents': 'a', 'config': {'temperature': 'hot'}} | config.temperature
                    {'model': 'm', 'request': 'a'}                                | request
                    {'model': 'm', 'request': {}}                                 | request
                    {'model': 'm', 'request': {'a': 1}, 'contents': 'a'}          | request
                    {'model': 'm', 'contents': 'a', 'wait': 3}                    | wait
                    """)
    void theFieldAtFaultIsNamed(String json, String field) {
        assertThat(catchThrowableOfType(Refused.class, () -> read(json)).field()).hasValue(field);
    }
}
