package io.ssalmuk.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TokenEstimateTest {

    private static long of(String body) {
        return TokenEstimate.of(Body.of(body.replace('\'', '"')));
    }

    private static long ofPart(String part) {
        return of("{'contents':[{'role':'user','parts':[" + part + "]}]}");
    }

    private static long ofText(String text) {
        return ofPart("{'text':'" + text + "'}");
    }

    private static long ofData(String mimeType, byte[] data) {
        var base64 = Base64.getEncoder().encodeToString(data);
        return ofPart("{'inlineData':{'mimeType':'%s','data':'%s'}}".formatted(mimeType, base64));
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, 1",
        "abcde, 2",
        "The quick brown fox jumps over the lazy dog., 11",
        "Привет, 3",
        "ολα, 2",
        "안녕하세요, 5",
        "日本語, 3",
        "naïve, 2",
        "\uD83D\uDE00, 2"
    })
    void textIsCountedByItsAlphabet(String text, long tokens) {
        assertThat(ofText(text)).isEqualTo(tokens);
    }

    @Test
    void everyPlaceWhereTextIsInThePromptCounts() {
        assertThat(
                        of(
                                """
                                {'contents':[{'parts':[{'text':'aaaa'},{'text':'bbbb'}]},
                                             {'role':'model','parts':{'text':'cccc'}}],
                                 'system_instruction':{'parts':[{'text':'dddd'}]}}
                                """))
                .isEqualTo(4);
        assertThat(of("{'contents':'aaaabbbb'}")).isEqualTo(2);
    }

    @Test
    void settingsAreNoInput() {
        assertThat(
                        of(
                                """
                                {'model':'models/gemini','generationConfig':{'temperature':0.5,
                                   'stopSequences':['aaaa','bbbb'],'thinkingConfig':{'thinkingBudget':9}},
                                 'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT'}],
                                 'labels':{'team':'rice'},'contents':[{'parts':[{'text':'aaaa'}]}]}
                                """))
                .isEqualTo(1);
    }

    @Test
    void toolsAndSchemasCountByTheirLength() {
        var schema = "{'type':'OBJECT','properties':{'name':{'type':'STRING'}}}";
        var tool = "[{'functionDeclarations':[{'name':'find','parameters':" + schema + "}]}]";

        assertThat(of("{'generationConfig':{'responseSchema':" + schema + "}}"))
                .isBetween(schema.length() / 4L, schema.length() / 4L + 4);
        assertThat(of("{'tools':" + tool + "}"))
                .isBetween(tool.length() / 4L, tool.length() / 4L + 4);
        assertThat(ofPart("{'functionCall':{'name':'find','args':{'name':'rice'}}}"))
                .isBetween(8L, 12L);
    }

    @Test
    void anUnknownFieldMayBeInput() {
        assertThat(of("{'futureField':['aaaa','bbbb']}")).isBetween(2L, 6L);
    }

    @Test
    void requestsForEmbeddingsCountAllOfTheirTexts() {
        assertThat(
                        of(
                                """
                                {'requests':[
                                  {'model':'models/e','content':{'parts':[{'text':'aaaa'}]},
                                   'taskType':'RETRIEVAL_DOCUMENT','title':'bbbb'},
                                  {'model':'models/e','content':{'parts':[{'text':'cccc'}]},
                                   'outputDimensionality':768}]}
                                """))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "'a'",
                "{'contents':[]}",
                "{'contents':{'parts':7}}",
                "{'contents':[{'parts':[{'inlineData':7}]}]}",
                "{'contents':[{'parts':[{'inlineData':{'mimeType':[1],'data':{'a':1}}}]}]}"
            })
    void whateverIsSentHasAtLeastOneToken(String body) {
        assertThat(of(body)).isBetween(1L, 40L);
    }

    @Test
    void whatIsNotJsonIsTakenForText() {
        assertThat(of("{'contents':[" + "a".repeat(400))).isBetween(100L, 110L);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, 258",
        "768, 768, 258",
        "769, 768, 516",
        "1920, 1080, 1548",
        "60000, 60000, 4128"
    })
    void anImageCostsItsTiles(int width, int height, long tokens) {
        var png = ByteBuffer.allocate(64).put(12, "IHDR".getBytes(StandardCharsets.US_ASCII));
        assertThat(ofData("image/png", png.putInt(16, width).putInt(20, height).array()))
                .isEqualTo(tokens);
        var jpeg = ByteBuffer.allocate(64).putInt(0, 0xFFD8FFE0).putShort(4, (short) 4);
        jpeg.putShort(8, (short) 0xFFC0).putShort(13, (short) height).putShort(15, (short) width);
        assertThat(ofData("image/jpeg", jpeg.array())).isEqualTo(tokens);
        var gif = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        gif.put(0, "GIF89a".getBytes(StandardCharsets.US_ASCII));
        assertThat(
                        ofData(
                                "image/gif",
                                gif.putShort(6, (short) width).putShort(8, (short) height).array()))
                .isEqualTo(tokens);
    }

    @Test
    void anImageOfUnknownSizeIsJudgedByItsBytes() {
        assertThat(ofData("image/heic", new byte[100])).isEqualTo(258);
        assertThat(ofData("image/heic", new byte[500_000])).isEqualTo(3 * 258);
    }

    @Test
    void soundCostsItsSeconds() {
        var wav = ByteBuffer.allocate(320_000).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(0, "RIFF".getBytes(StandardCharsets.US_ASCII));
        wav.put(8, "WAVE".getBytes(StandardCharsets.US_ASCII)).putInt(28, 32_000);
        assertThat(ofData("audio/wav", wav.array())).isEqualTo(10 * 32);
        assertThat(ofData("audio/mp3", new byte[160_000])).isEqualTo(10 * 32);
        assertThat(ofData("audio/ogg", new byte[80_000])).isEqualTo(10 * 32);
    }

    @Test
    void aFilmCostsItsSeconds() {
        var mp4 = ByteBuffer.allocate(1_000).put(100, "mvhd".getBytes(StandardCharsets.US_ASCII));
        mp4.putInt(116, 600).putInt(120, 6_000);
        assertThat(ofData("video/mp4", mp4.array())).isEqualTo(10 * 295);
        assertThat(ofData("video/webm", new byte[250_000])).isEqualTo(2 * 295);
    }

    @Test
    void aDocumentCostsItsPages() {
        var pdf = "%PDF-1.4 <</Type /Pages /Count 2>> <</Type /Page>> <</Type/Page>>";
        assertThat(ofData("application/pdf", pdf.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(2 * 258);
        assertThat(ofData("application/pdf", new byte[100_000])).isEqualTo(3 * 258);
    }

    @Test
    void aFileOfTextCostsItsText() {
        assertThat(ofData("text/plain", new byte[400])).isEqualTo(100);
    }

    @Test
    void aFileAtGooglesCostsSomething() {
        assertThat(ofPart("{'fileData':{'mimeType':'image/png','fileUri':'https://x/y'}}"))
                .isGreaterThanOrEqualTo(258);
    }
}
