package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeObjectTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\":[1,{\"b\":null}]} \n", "{\"a\":\"ü\\u0000\"}"})
    void anObjectIsWholeWhateverIsInIt(String text) {
        assertThat(WholeObject.is(Body.of(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":[1}", "[]", "1", "null", "{}{}", "{} x", "<a>"})
    void nothingElseIs(String text) {
        assertThat(WholeObject.is(Body.of(text))).isFalse();
    }

    @Test
    void bytesThatAreNotUtf8AreNoObject() {
        var bytes = new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
        assertThat(WholeObject.is(new Body(bytes))).isFalse();
    }

    @Test
    void aLongStringIsRead() {
        assertThat(WholeObject.is(Body.of("{\"a\":\"" + "x".repeat(30_000_000) + "\"}"))).isTrue();
    }
}
