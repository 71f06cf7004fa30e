package io.ssalmuk.worker.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.InMemoryFileStore;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class FillingTest {

    private static final AttachmentProperties FOUR_MB =
            new AttachmentProperties(DataSize.ofMegabytes(4));

    private final InMemoryFileStore store = new InMemoryFileStore(() -> Instant.EPOCH);

    private JobFile file(byte[] content, String type) {
        try (var draft = store.receive(new ByteArrayInputStream(content))) {
            store.keep(draft);
            return new JobFile(UUID.randomUUID(), draft.hash(), draft.size(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JobFile large(long megabytes) {
        return new JobFile(
                UUID.randomUUID(),
                new ContentHash("0%d".formatted(megabytes % 10).repeat(32)),
                megabytes * 1024 * 1024,
                "video/mp4");
    }

    private static Body naming(JobFile... files) {
        return Body.of(
                Stream.of(files)
                        .map(file -> new String(file.placeholder(), StandardCharsets.US_ASCII))
                        .collect(Collectors.joining("},{", "[{", "}]")));
    }

    private static String written(FilledBody body) throws IOException {
        var out = new ByteArrayOutputStream();
        body.writeTo(out);
        assertThat(out.size()).as("the length that was announced").isEqualTo(body.length());
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 24 * 1024 - 1, 24 * 1024, 24 * 1024 + 1, 100_000})
    void aSmallFileIsEncodedInPlace(int length) throws IOException {
        var content = new byte[length];
        Arrays.fill(content, (byte) 0xE9);
        var file = file(content, "audio/mpeg");

        var filling = new Filling(naming(file), List.of(file), FOUR_MB);

        assertThat(filling.toUpload()).isEmpty();
        assertThat(written(filling.filled(store)))
                .isEqualTo(
                        "[{\"inlineData\":{\"mimeType\":\"audio/mpeg\",\"data\":\""
                                + Base64.getEncoder().encodeToString(content)
                                + "\"}}]");
    }

    @Test
    void aLargeFileIsNamedByItsUri() throws IOException {
        var file = large(5);
        var filling = new Filling(naming(file), List.of(file), FOUR_MB);
        assertThat(filling.toUpload()).containsExactly(file);

        filling.put(file, new Copy("files/a", "https://g/files/a\"b"));

        assertThat(written(filling.filled(store)))
                .isEqualTo(
                        "[{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":"
                                + "\"https://g/files/a\\\"b\"}}]");
    }

    @Test
    void severalFilesStandWhereTheyWereNamedWhateverTheirOrder() throws IOException {
        var one = file(new byte[] {1}, "a/one");
        var two = file(new byte[] {2}, "a/two");

        var filling = new Filling(naming(one, two, one), List.of(two, one), FOUR_MB);

        assertThat(written(filling.filled(store)))
                .containsSubsequence("a/one", "AQ==", "a/two", "Ag==", one.marker().toString());
    }

    @Test
    void manySmallFilesAreNotTooMuchForOneRequest() {
        var files = Stream.of(1, 2, 3, 4, 5).map(_ -> large(4)).toList();

        var filling = new Filling(naming(files.toArray(JobFile[]::new)), files, FOUR_MB);

        assertThat(filling.toUpload()).containsExactly(files.get(3), files.get(4));
    }

    @Test
    void whatOnlyLooksLikeAMarkerStays() throws IOException {
        var mine = file(new byte[] {1}, "a/b");
        var foreign = new JobFile(UUID.randomUUID(), mine.hash(), 1, "a/b");
        var body = naming(foreign, mine);

        var sent = written(new Filling(body, List.of(mine), FOUR_MB).filled(store));

        assertThat(sent).contains(foreign.marker().toString()).contains("AQ==");
    }

    @Test
    void aFileWithoutAPlaceIsABug() {
        var file = file(new byte[] {1}, "a/b");

        assertThatIllegalStateException()
                .isThrownBy(() -> new Filling(Body.of("{}"), List.of(file), FOUR_MB));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void aContentOfAnotherSizeThanWasAnnouncedBreaksTheCallOff(long size) {
        var stored = file(new byte[] {1, 2, 3, 4, 5}, "a/b");
        var file = new JobFile(stored.marker(), stored.hash(), size, "a/b");
        var body = new Filling(naming(file), List.of(file), FOUR_MB).filled(store);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> body.writeTo(new ByteArrayOutputStream()))
                .withMessageContaining("than it was");
    }
}
