package io.ssalmuk.api.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilePartsTest {

    private static final String ID = "01890000-0000-7000-8000-000000000001";
    private static final String OTHER = "01890000-0000-7000-8000-000000000002";

    private static GenerateOrder read(String request) {
        var text = request.replace('\'', '"').replace("ID", ID).replace("OTHER", OTHER);
        return GenerateOrder.read(
                JsonBody.read(text.getBytes(StandardCharsets.UTF_8)), Duration.ofMinutes(10));
    }

    /** The body, with the names of markers instead of markers. */
    private static String body(GenerateOrder order) {
        var body = order.body().text();
        for (int n = 0; n < order.files().size(); n++) {
            body = body.replace(order.files().get(n).marker().toString(), "marker " + n);
        }
        return body.replace('"', '\'');
    }

    private static List<String> fields(GenerateOrder order) {
        return order.files().stream().map(file -> file.field().path()).toList();
    }

    @Test
    void aFileStandsWhereverAPartMay() {
        var order =
                read(
                        "{'model':'m','contents':['a',{'file_id':'ID'},"
                                + "{'role':'user','parts':[{'text':'b'},{'fileId':'OTHER'}]}]}");

        assertThat(body(order))
                .isEqualTo(
                        "{'contents':[{'role':'user','parts':[{'text':'a'},{'fileId':'marker 0'}]},"
                                + "{'role':'user','parts':[{'text':'b'},{'fileId':'marker 1'}]}]}");
        assertThat(fields(order))
                .containsExactly("contents[1].file_id", "contents[2].parts[1].fileId");
        assertThat(order.files())
                .extracting(file -> file.file().toString())
                .containsExactly(ID, OTHER);
    }

    @Test
    void aFileAloneIsContentsToo() {
        assertThat(body(read("{'model':'m','contents':{'file_id':'ID'}}")))
                .isEqualTo("{'contents':[{'role':'user','parts':[{'fileId':'marker 0'}]}]}");
    }

    @Test
    void theSameFileTwiceHasTwoMarkers() {
        var order = read("{'model':'m','contents':[{'file_id':'ID'},{'file_id':'ID'}]}");

        assertThat(order.files()).hasSize(2);
        assertThat(order.files().get(0).marker()).isNotEqualTo(order.files().get(1).marker());
    }

    @Test
    void theTypeCanBeSaidAndOtherMembersStay() {
        var order =
                read(
                        "{'model':'m','contents':[{'file_id':'ID','mime_type':'video/mp4',"
                                + "'video_metadata':{'fps':2},'future':1}]}");

        assertThat(order.files().getFirst().mimeType()).contains("video/mp4");
        assertThat(body(order))
                .contains("{'videoMetadata':{'fps':2},'future':1,'fileId':'marker 0'}");
    }

    @Test
    void aRawRequestKeepsAllButTheFilesName() {
        var order =
                read(
                        "{'model':'m','request':{'x':1.10,'contents':[{'parts':[{'text':'t','file':1},"
                                + "{'file_id':'ID','mimeType':'a/b','y':[1e2]}]}],"
                                + "'system_instruction':{'parts':[{'fileId':'OTHER'}]},'file_id':'kept'}}");

        assertThat(body(order))
                .isEqualTo(
                        "{'x':1.10,'contents':[{'parts':[{'text':'t','file':1},"
                                + "{'y':[1E+2],'fileId':'marker 0'}]}],"
                                + "'system_instruction':{'parts':[{'fileId':'marker 1'}]},'file_id':'kept'}");
        assertThat(fields(order))
                .containsExactly(
                        "request.contents[0].parts[1].file_id",
                        "request.system_instruction.parts[0].fileId");
    }

    @Test
    void whatOnlyLooksLikeAPartIsLeftAlone() {
        var order =
                read(
                        "{'model':'m','request':{'contents':[{'parts':[{'functionCall':{'name':'f',"
                                + "'args':{'parts':[{'file_id':'ID'}]}}}]}],'tools':[{'parts':[{'fileId':'x'}]}]}}");

        assertThat(order.files()).isEmpty();
        assertThat(body(order)).contains(ID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'contents':[{'file_id':'x'}]                              | contents[0].file_id
                    'contents':[{'file_id':5}]                                | contents[0].file_id
                    'contents':[{'file_id':null}]                             | contents[0].file_id
                    'contents':[{'file_id':''}]                               | contents[0].file_id
                    'contents':[{'file_id':{'id':'ID'}}]                      | contents[0].file_id
                    'contents':[{'file_id':'ID','fileId':'ID'}]               | contents[0].fileId
                    'contents':[{'file_id':'ID','text':'a'}]                  | contents[0].text
                    'contents':[{'file_id':'ID','inline_data':{}}]            | contents[0].inline_data
                    'contents':[{'file_id':'ID','mime_type':'audio'}]         | contents[0].mime_type
                    'contents':[{'file_id':'ID','mime_type':5}]               | contents[0].mime_type
                    'contents':[{'file_id':'ID','mime_type':'a/b\\u0022'}]    | contents[0].mime_type
                    'request':{'contents':[{'parts':[{'file_id':'x'}]}]}      | request.contents[0].parts[0].file_id
                    'request':{'contents':{'parts':{'fileId':[]}}}            | request.contents.parts.fileId
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String request, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("{'model':'m'," + request + "}"))
                .satisfies(refused -> assertThat(refused.field()).contains(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'contents':'a'}",
                "{'contents':[null,5,'a',{'parts':[null,5,'a',[]]}]}",
                "{'contents':{'parts':'a'},'systemInstruction':5}"
            })
    void whateverElseARawRequestHoldsIsGooglesBusiness(String raw) {
        assertThat(body(read("{'model':'m','request':" + raw + "}"))).isEqualTo(raw);
    }
}
