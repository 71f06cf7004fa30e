package io.ssalmuk.api.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class ConfigReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'tools': [{'googleSearch': {}}]}         | {'tools': [{'googleSearch': {}}]}
                    {'tools': [{'google_search': {}}]}        | {'tools': [{'googleSearch': {}}]}
                    {'tools': [{'new_tool': {'a_b': 1}}]}     | {'tools': [{'new_tool': {'a_b': 1}}]}
                    {'tool_config': {'function_calling_config': {'allowed_function_names': ['f_g']}}} | {'toolConfig': {'functionCallingConfig': {'allowedFunctionNames': ['f_g']}}}
                    {'safety_settings': [{'category': 'C', 'threshold': 'T'}]} | {'safetySettings': [{'category': 'C', 'threshold': 'T'}]}
                    {'cached_content': 'cachedContents/x'}    | {'cachedContent': 'cachedContents/x'}
                    {'labels': {'my_label': 'x'}}             | {'labels': {'my_label': 'x'}}
                    {'service_tier': 'flex'}                  | {'serviceTier': 'flex'}
                    {'system_instruction': 'Be brief'}        | {'systemInstruction': {'parts': [{'text': 'Be brief'}]}}
                    {'systemInstruction': ['a', {'text': 'b'}]} | {'systemInstruction': {'parts': [{'text': 'a'}, {'text': 'b'}]}}
                    {'systemInstruction': {'text': 'b'}}      | {'systemInstruction': {'parts': [{'text': 'b'}]}}
                    {'systemInstruction': {'role': 'user', 'parts': ['b']}} | {'systemInstruction': {'role': 'user', 'parts': [{'text': 'b'}]}}
                    """)
    void whatTheRestBodyHasAtItsTopGoesThere(String config, String body) {
        assertThat(read(config)).isEqualTo(json(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'temperature': 0.2}                 | {'temperature': 0.2}
                    {'temperature': 0}                   | {'temperature': 0}
                    {'top_p': 0.95, 'top_k': 40}         | {'topP': 0.95, 'topK': 40}
                    {'max_output_tokens': 100}           | {'maxOutputTokens': 100}
                    {'maxOutputTokens': 100.0}           | {'maxOutputTokens': 100.0}
                    {'seed': 9007199254740993}           | {'seed': 9007199254740993}
                    {'stop_sequences': ['a', 'b']}       | {'stopSequences': ['a', 'b']}
                    {'response_mime_type': 'text/plain'} | {'responseMimeType': 'text/plain'}
                    {'thinking_config': {'thinking_budget': -1, 'include_thoughts': true}} | {'thinkingConfig': {'thinkingBudget': -1, 'includeThoughts': true}}
                    {'response_schema': {'type': 'OBJECT', 'properties': {'max_output_tokens': {'type': 'STRING'}}}} | {'responseSchema': {'type': 'OBJECT', 'properties': {'max_output_tokens': {'type': 'STRING'}}}}
                    {'speech_config': {'voice_config': {'prebuilt_voice_config': {'voice_name': 'Kore'}}}} | {'speechConfig': {'voiceConfig': {'prebuiltVoiceConfig': {'voiceName': 'Kore'}}}}
                    {'image_config': {'aspect_ratio': '16:9'}} | {'imageConfig': {'aspectRatio': '16:9'}}
                    {'response_modalities': ['TEXT']}    | {'responseModalities': ['TEXT']}
                    {'future_setting': {'x_y': [1]}}     | {'future_setting': {'x_y': [1]}}
                    {'futureSetting': null}              | {'futureSetting': null}
                    {'generationConfig': {'top_p': 1}, 'temperature': 2} | {'topP': 1, 'temperature': 2}
                    """)
    void everythingElseGoesIntoTheGenerationConfig(String config, String generation) {
        assertThat(read(config)).isEqualTo(json("{'generationConfig': " + generation + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    null
                    {}
                    {'temperature': null, 'system_instruction': null}
                    {'automatic_function_calling': {'disable': true}}
                    {'shouldReturnHttpResponse': true}
                    """)
    void whatIsNotSetOrTheSdksOwnIsLeftOut(String config) {
        assertThat(read(config)).isEqualTo(json("{}"));
    }

    @Test
    void functionDeclarationsKeepTheirSchemas() {
        var read =
                read(
                        """
                        {'tools': [{'function_declarations': [{
                            'name': 'look_up', 'description': 'd',
                            'parameters_json_schema': {'properties': {'user_id': {'type': 'string'}}}}]}]}
                        """);

        assertThat(read)
                .isEqualTo(
                        json(
                                """
                                {'tools': [{'functionDeclarations': [{
                                    'name': 'look_up', 'description': 'd',
                                    'parametersJsonSchema': {'properties': {'user_id': {'type': 'string'}}}}]}]}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'hot'                                    | config
                    []                                       | config
                    {'temperature': 'hot'}                   | config.temperature
                    {'topP': '0.5'}                          | config.topP
                    {'top_k': [1]}                           | config.top_k
                    {'maxOutputTokens': 1.5}                 | config.maxOutputTokens
                    {'max_output_tokens': '100'}             | config.max_output_tokens
                    {'maxOutputTokens': 1e999999999}         | config.maxOutputTokens
                    {'seed': 123456789012345678901234567890} | config.seed
                    {'candidateCount': true}                 | config.candidateCount
                    {'stopSequences': 'a'}                   | config.stopSequences
                    {'stop_sequences': ['a', 5]}             | config.stop_sequences[1]
                    {'responseLogprobs': 1}                  | config.responseLogprobs
                    {'thinkingConfig': 5}                    | config.thinkingConfig
                    {'thinking_config': {'thinking_budget': 'much'}} | config.thinking_config.thinking_budget
                    {'tools': {}}                            | config.tools
                    {'tools': [5]}                           | config.tools[0]
                    {'tools': [{'functionDeclarations': {}}]} | config.tools[0].functionDeclarations
                    {'safetySettings': ['none']}             | config.safetySettings[0]
                    {'cachedContent': 5}                     | config.cachedContent
                    {'systemInstruction': 5}                 | config.systemInstruction
                    {'system_instruction': {'parts': 'a'}}   | config.system_instruction.parts
                    {'topP': 1, 'top_p': 1}                  | config.top_p
                    {'http_options': {}}                     | config.httpOptions
                    {'generationConfig': {'temperature': 'x'}} | config.generationConfig.temperature
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String config, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(config))
                .satisfies(refused -> {
                    assertThat(refused.field()).contains(field);
                    assertThat(refused.detail()).startsWith(field).endsWith(".");
                });
    }

    private static JsonNode read(String config) {
        return ConfigReader.read(
                JsonBody.read(bytes("{'config': " + config + "}")).at("config"), new FileParts());
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
