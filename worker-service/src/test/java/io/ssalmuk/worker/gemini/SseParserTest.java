package io.ssalmuk.worker.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    private static List<String> events(String stream, int readSize) {
        var parser = new SseParser();
        var events = new ArrayList<String>();
        byte[] bytes = stream.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += readSize) {
            int count = Math.min(readSize, bytes.length - from);
            byte[] read = new byte[readSize + 5];
            System.arraycopy(bytes, from, read, 0, count);
            parser.feed(read, count).forEach(event -> events.add(new String(event, UTF_8)));
        }
        parser.end().ifPresent(event -> events.add("at the end: " + new String(event, UTF_8)));
        return events;
    }

    private static List<String> events(String stream) {
        var whole = events(stream, 10_000);
        for (int size = 1; size < 12; size++) {
            assertThat(events(stream, size)).as("read %s at a time", size).isEqualTo(whole);
        }
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndCounts(String end) {
        assertThat(events("data: {\"a\":1}" + end + end + "data: 2" + end + end))
                .containsExactly("{\"a\":1}", "2");
    }

    @Test
    void lineEndsMayBeMixed() {
        assertThat(events("data: 1\r\n\ndata: 2\n\r\ndata: 3\r\r\n"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void severalDataLinesAreOneEvent() {
        assertThat(events("data: {\ndata:   \"a\": 1\ndata: }\n\n"))
                .containsExactly("{\n  \"a\": 1\n}");
    }

    @Test
    void commentsAndOtherFieldsAreNoData() {
        assertThat(
                        events(
                                """
                                : hello

                                event: x
                                id: 1
                                retry: 5
                                datum: no
                                DATA: no
                                data: yes
                                :

                                event: alone

                                """))
                .containsExactly("yes");
    }

    @Test
    void oneSpaceAfterTheColonBelongsToTheFormat() {
        assertThat(events("data:a\n\ndata: b\n\ndata:  c\n\ndata\n\ndata:\n\n"))
                .containsExactly("a", "b", " c", "", "");
    }

    @Test
    void charactersThatAReadCutsAreWhole() {
        assertThat(events("data: 쌀묵 😀 ü\n\n")).containsExactly("쌀묵 😀 ü");
    }

    @Test
    void aByteOrderMarkIsPassedOverAtTheBeginningOnly() {
        assertThat(events("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\n")).containsExactly("1");
    }

    @Test
    void whatTheLastBlankLineIsMissingFromIsFoundAtTheEnd() {
        assertThat(events("data: 1\n\ndata: 2\n")).containsExactly("1", "at the end: 2");
        assertThat(events("data: 1\n\ndata: 2")).containsExactly("1", "at the end: 2");
        assertThat(events("data: 1\n\n: bye")).containsExactly("1");
        assertThat(events("")).isEmpty();
    }
}
