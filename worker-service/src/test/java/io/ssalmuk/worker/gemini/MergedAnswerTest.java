package io.ssalmuk.worker.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedAnswerTest {

    private static String merged(String... chunks) {
        var merged = new MergedAnswer();
        for (var chunk : chunks) {
            merged.add(ChunkJson.object(chunk.replace('\'', '"').getBytes(UTF_8)).orElseThrow());
        }
        return merged.body().text().replace('"', '\'');
    }

    private static String parts(String parts) {
        return "{'candidates':[{'content':{'parts':[" + parts + "],'role':'model'},'index':0}]}";
    }

    @Test
    void textIsJoined() {
        assertThat(merged(parts("{'text':'Hel'}"), parts("{'text':'lo'},{'text':'!'}")))
                .isEqualTo(parts("{'text':'Hello!'}"));
    }

    @Test
    void thoughtsAndTextAreKeptApartInTheirOrder() {
        assertThat(
                        merged(
                                parts("{'text':'Hm','thought':true}"),
                                parts("{'text':'m','thought':true}"),
                                parts("{'text':'A'}"),
                                parts("{'text':'B','thought':false}"),
                                parts("{'text':'C','thought':true}")))
                .isEqualTo(
                        parts(
                                "{'text':'Hmm','thought':true},{'text':'AB'},"
                                        + "{'text':'C','thought':true}"));
    }

    @Test
    void aPartWithAnythingElseStaysAsItIs() {
        var call = "{'functionCall':{'name':'f','args':{'x':1.10}}}";
        var signed = "{'text':'b','thoughtSignature':'abc='}";
        assertThat(
                        merged(
                                parts("{'text':'a'}"),
                                parts(signed),
                                parts("{'text':'c'}"),
                                parts(call),
                                parts("{'text':'d'}"),
                                parts("{'text':'e'}")))
                .isEqualTo(
                        parts(
                                "{'text':'a'},"
                                        + signed
                                        + ",{'text':'c'},"
                                        + call
                                        + ",{'text':'de'}"));
    }

    @Test
    void candidatesAreMergedByTheirIndex() {
        assertThat(
                        merged(
                                "{'candidates':[{'content':{'parts':[{'text':'b'}]},'index':1}]}",
                                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'index':0},"
                                        + "{'content':{'parts':[{'text':'b'}]},'index':1,"
                                        + "'finishReason':'STOP'}]}"))
                .isEqualTo(
                        "{'candidates':[{'content':{'parts':[{'text':'a'}]},'index':0},"
                                + "{'content':{'parts':[{'text':'bb'}]},'index':1,"
                                + "'finishReason':'STOP'}]}");
    }

    @Test
    void withoutAnIndexThePlaceCounts() {
        var chunk = "{'candidates':[{'content':{'parts':[{'text':'x'}]}}]}";
        assertThat(merged(chunk, chunk))
                .isEqualTo("{'candidates':[{'content':{'parts':[{'text':'xx'}]}}]}");
    }

    @Test
    void ofEverythingElseTheLatestCountsAndWhatIsUnknownIsKept() {
        assertThat(
                        merged(
                                "{'usageMetadata':{'totalTokenCount':1},'first':1,'modelVersion':'m'}",
                                "{'usageMetadata':{'totalTokenCount':9},'future':{'x':[1,null]}}"))
                .isEqualTo(
                        "{'usageMetadata':{'totalTokenCount':9},'first':1,'modelVersion':'m',"
                                + "'future':{'x':[1,null]}}");
    }

    @Test
    void aCandidatesOwnFieldsAreKeptToo() {
        assertThat(
                        merged(
                                "{'candidates':[{'odd':1.10,'content':{'role':'model'}}]}",
                                "{'candidates':[{'finishReason':'MAX_TOKENS','content':{'new':1}}]}"))
                .isEqualTo(
                        "{'candidates':[{'odd':1.10,'content':{'role':'model','new':1},"
                                + "'finishReason':'MAX_TOKENS'}]}");
    }

    @Test
    void numbersKeepTheirMeaning() {
        var chunk = "{'a':123456789012345678901234567890,'b':0.12345678901234567890123,'c':1.10}";
        assertThat(merged(chunk)).isEqualTo(chunk);
    }

    @Test
    void halvesOfACharacterFindEachOther() {
        assertThat(merged(parts("{'text':'\\ud83d'}"), parts("{'text':'\\ude00'}")))
                .isEqualTo(parts("{'text':'😀'}"));
        assertThat(merged(parts("{'text':'\\ud83d'}"))).contains("\\uD83D");
    }

    @Test
    void aBlockedPromptIsAnAnswerToo() {
        var blocked = "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{}}";
        assertThat(merged(blocked)).isEqualTo(blocked);
    }

    @Test
    void aThousandChunksOfText() {
        var merged = new MergedAnswer();
        for (int n = 0; n < 20_000; n++) {
            merged.add(
                    ChunkJson.object(
                                    parts("{'text':'0123456789'}")
                                            .replace('\'', '"')
                                            .getBytes(UTF_8))
                            .orElseThrow());
        }
        assertThat(merged.body().text()).contains("0123456789".repeat(20_000));
    }
}
