package io.ssalmuk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FolderFileStoreTest implements FileStoreContract {

    @TempDir private Path folder;

    @Override
    public FileStore store() {
        return new FolderFileStore(folder.resolve("files"));
    }

    @Override
    public void age(Duration time) {
        files().forEach(file -> {
            try {
                var since = Files.getLastModifiedTime(file).toInstant().minus(time);
                Files.setLastModifiedTime(file, FileTime.from(since));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public long things() {
        return files().size();
    }

    private List<Path> files() {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        assertThat(store().removeDrafts(Duration.ZERO)).isZero();
        assertThat(store().olderThan(Duration.ZERO)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void theFirstTwoDigitsAreAFolder() throws IOException {
        try (var draft = store().receive(FileStoreContract.stream("hello"))) {
            store().keep(draft);
        }

        var hex = HELLO.hex();
        assertThat(folder.resolve("files").resolve("2c").resolve(hex.substring(2))).exists();
    }

    @Test
    void halfAContentThatACrashLeftIsReplaced() throws IOException {
        var place = folder.resolve("files").resolve("2c").resolve(HELLO.hex().substring(2));
        Files.createDirectories(place.getParent());
        Files.writeString(place, "hel");

        try (var draft = store().receive(FileStoreContract.stream("hello"))) {
            store().keep(draft);
        }

        assertThat(place).hasContent("hello");
    }

    @Test
    void whatIsNoContentIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("files").resolve("2c"));
        Files.writeString(folder.resolve("files").resolve("2c").resolve("README"), "mine");
        Files.createDirectories(folder.resolve("files").resolve("other"));

        assertThat(store().olderThan(Duration.ZERO)).isEmpty();
    }

    /** Every write to it fails as on a full disk; other systems have no such file. */
    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsToldApart() {
        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() ->
                        DraftWriter.onto(Path.of("/dev/full"))
                                .write(FileStoreContract.stream("hello")));
    }
}
