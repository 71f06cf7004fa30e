package io.ssalmuk.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawMemberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[ {\"values\": [0.10, 1E-7]} ,\n{} ]",
                "{\"a\":\"ü 😀 \\\" ] }\"}",
                "{}"
            })
    void aMemberIsCutOutAsItStands(String value) {
        var body =
                Body.of(
                        "{ \"ü\": \"embeddings\", \"x\":{\"wanted\":1},\"wanted\" : "
                                + value
                                + " ,\"y\":2}");

        assertThat(RawMember.of(body, "wanted")).hasValue(value);
    }

    @Test
    void manyMegabytesAreCutOutToo() {
        var value = "[" + "0.123456789,".repeat(300_000) + "1]";

        assertThat(RawMember.of(Body.of("{\"a\":" + value + "}"), "a")).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"a\":{\"wanted\":[]}}", "{\"wanted\":1}"})
    void whatIsNotThereIsNotFound(String body) {
        assertThat(RawMember.of(Body.of(body), "wanted")).isEmpty();
    }
}
