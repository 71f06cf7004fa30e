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

final class ContentsReaderTest {

    @Test
    void aTextIsWhatTheUserSays() {
        assertThat(read("'Hello'"))
                .isEqualTo(json("[{'role': 'user', 'parts': [{'text': 'Hello'}]}]"));
    }

    @Test
    void textsAndPartsThatFollowEachOtherAreOneTurn() {
        assertThat(
                        read(
                                "['Look at this:', {'inline_data': {'mime_type': 'image/png', 'data': 'aGk='}}]"))
                .isEqualTo(
                        json(
                                """
                                [{'role': 'user', 'parts': [
                                    {'text': 'Look at this:'},
                                    {'inlineData': {'mimeType': 'image/png', 'data': 'aGk='}}]}]
                                """));
    }

    @Test
    void aWholeContentStandsBetweenTheTurnsAroundIt() {
        assertThat(read("['a', 'b', {'role': 'model', 'parts': [{'text': 'c'}]}, 'd']"))
                .isEqualTo(
                        json(
                                """
                                [{'role': 'user', 'parts': [{'text': 'a'}, {'text': 'b'}]},
                                 {'role': 'model', 'parts': [{'text': 'c'}]},
                                 {'role': 'user', 'parts': [{'text': 'd'}]}]
                                """));
    }

    @Test
    void aSingleContentNeedsNoList() {
        assertThat(read("{'role': 'user', 'parts': [{'text': 'a'}]}"))
                .isEqualTo(json("[{'role': 'user', 'parts': [{'text': 'a'}]}]"));
    }

    @Test
    void aSinglePartNeedsNoListEither() {
        assertThat(read("{'text': 'a'}"))
                .isEqualTo(json("[{'role': 'user', 'parts': [{'text': 'a'}]}]"));
    }

    @Test
    void aListWithinTheListIsATurnOfItsOwn() {
        assertThat(read("['a', ['b', 'c'], 'd']"))
                .isEqualTo(
                        json(
                                """
                                [{'role': 'user', 'parts': [{'text': 'a'}]},
                                 {'role': 'user', 'parts': [{'text': 'b'}, {'text': 'c'}]},
                                 {'role': 'user', 'parts': [{'text': 'd'}]}]
                                """));
    }

    @Test
    void aFunctionCallIsTheModels() {
        assertThat(read("['a', {'function_call': {'name': 'f', 'args': {}}}, 'b']"))
                .isEqualTo(
                        json(
                                """
                                [{'role': 'user', 'parts': [{'text': 'a'}]},
                                 {'role': 'model', 'parts': [{'functionCall': {'name': 'f', 'args': {}}}]},
                                 {'role': 'user', 'parts': [{'text': 'b'}]}]
                                """));
    }

    @Test
    void aContentWithoutARoleStaysWithoutOne() {
        assertThat(read("[{'parts': ['a']}]")).isEqualTo(json("[{'parts': [{'text': 'a'}]}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'inline_data': {'mime_type': 'a/b', 'data': 'x'}}   | {'inlineData': {'mimeType': 'a/b', 'data': 'x'}}
                    {'inlineData': {'mimeType': 'a/b', 'data': 'x'}}     | {'inlineData': {'mimeType': 'a/b', 'data': 'x'}}
                    {'file_data': {'file_uri': 'u', 'mime_type': 'm'}}   | {'fileData': {'fileUri': 'u', 'mimeType': 'm'}}
                    {'function_response': {'name': 'f', 'response': {}}} | {'functionResponse': {'name': 'f', 'response': {}}}
                    {'executable_code': {'language': 'PYTHON'}}          | {'executableCode': {'language': 'PYTHON'}}
                    {'code_execution_result': {'outcome': 'OUTCOME_OK'}} | {'codeExecutionResult': {'outcome': 'OUTCOME_OK'}}
                    {'text': 'a', 'thought_signature': 'c2ln'}           | {'text': 'a', 'thoughtSignature': 'c2ln'}
                    {'text': 'a', 'video_metadata': {'start_offset': 1}} | {'text': 'a', 'videoMetadata': {'startOffset': 1}}
                    """)
    void eitherSpellingOfAPartIsUnderstood(String part, String spelled) {
        assertThat(read("[" + part + "]").at("/0/parts/0")).isEqualTo(json(spelled));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'hologram_data': {'some_field': 1}}
                    {'text': 'a', 'future_field': {'in_it': [1, {'deep_er': null}]}}
                    {'functionCall': {'name': 'f', 'args': {'snake_case': 1, 'file_id': 'x'}}}
                    {'functionResponse': {'name': 'f', 'response': {'mime_type': 'x'}}}
                    {'inlineData': {'mimeType': 'a/b', 'data': 'x', 'new_member': true}}
                    {'text': 'a', 'number': 12345678901234567890123.4567890123456789}
                    """)
    void whatIsUnknownOrTheClientsOwnStaysAsItIs(String part) {
        assertThat(read("[" + part + "]").at("/0/parts/0")).isEqualTo(json(part));
    }

    @Test
    void unknownMembersOfAContentStay() {
        assertThat(read("[{'role': 'user', 'parts': ['a'], 'new_member': {'x_y': 1}}]"))
                .isEqualTo(
                        json(
                                "[{'role': 'user', 'parts': [{'text': 'a'}], 'new_member': {'x_y': 1}}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    null                                           | contents
                    ''                                             | contents
                    []                                             | contents
                    5                                              | contents
                    true                                           | contents
                    {}                                             | contents
                    [null]                                         | contents[0]
                    ['a', 5]                                       | contents[1]
                    ['a', {}]                                      | contents[1]
                    ['a', {'txt': 'b'}]                            | contents[1].txt
                    ['a', {'inline_dat': {'data': ''}}]            | contents[1].inline_dat
                    [{'text': 5}]                                  | contents[0].text
                    [{'inlineData': 'x'}]                          | contents[0].inlineData
                    [{'thought': 'yes', 'text': 'a'}]              | contents[0].thought
                    [{'role': 'user'}]                             | contents[0].parts
                    ['a', {'role': 'user', 'parts': 'b'}]          | contents[1].parts
                    [{'role': 5, 'parts': ['b']}]                  | contents[0].role
                    [{'parts': ['b', 5]}]                          | contents[0].parts[1]
                    [['a', ['b']]]                                 | contents[0][1]
                    [{'inlineData': {}, 'inline_data': {}}]        | contents[0].inline_data
                    ['a', {'file_id': 'f1'}]                       | contents[1].file_id
                    [{'role': 'user', 'parts': [{'fileId': 'f'}]}] | contents[0].parts[0].fileId
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String contents, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(contents))
                .satisfies(refused -> {
                    assertThat(refused.field()).contains(field);
                    assertThat(refused.detail()).startsWith(field).matches("(?s).*[.?]");
                });
    }

    private static JsonNode read(String contents) {
        var root = JsonBody.read(bytes("{'contents': " + contents + "}"));
        return ContentsReader.read(root.at("contents"), new FileParts());
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
