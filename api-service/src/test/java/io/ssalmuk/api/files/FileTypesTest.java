package io.ssalmuk.api.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileTypesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "audio/mpeg, a.txt, hello, audio/mpeg",
                "Audio/MPEG; x=1, a, hello, audio/mpeg",
                "application/octet-stream, a.mp3, BINARY, audio/mpeg",
                "application/octet-stream, a, %PDF-1.4, application/pdf",
                "-, a, %PDF-1.4, application/pdf",
                "-, photo.png, BINARY, image/png",
                "-, notes, plain words, text/plain",
                "nonsense, a.json, {}, application/json",
                "*/*, a.csv, a, text/csv",
                "text/, a.wav, BINARY, audio/vnd.wave"
            })
    void whatTheSenderSaysCountsIfItSaysAnything(
            String declared, String name, String head, String type) {
        var bytes = head.equals("BINARY") ? new byte[] {0, 1, 2, 3} : head.getBytes(UTF_8);

        assertThat(FileTypes.of(declared, name, bytes)).isEqualTo(type);
    }
}
