package io.ssalmuk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir Path root;

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        try (var folder = DataFolder.open(root)) {
            var secret = folder.secret("admin-token");

            assertThat(secret).hasSize(64);
            assertThat(folder.secret("admin-token")).isEqualTo(secret);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(root.resolve("admin-token"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void secretsDiffer() throws IOException {
        try (var folder = DataFolder.open(root)) {
            assertThat(folder.secret("admin-token")).isNotEqualTo(folder.secret("master-key"));
        }
    }

    @Test
    void whatFailsToBeMadeIsNotKept() throws IOException {
        try (var folder = DataFolder.open(root)) {
            assertThatThrownBy(() ->
                            folder.secret(
                                    "client-key",
                                    () -> {
                                        throw new IllegalStateException("no API yet");
                                    }))
                    .hasMessage("no API yet");

            assertThat(folder.secret("client-key", () -> "made")).isEqualTo("made");
        }
    }

    @Test
    void aSecondProcessIsToldWhichOneRuns() throws Exception {
        var other = OtherProcess.locking(root);
        try {
            assertThatThrownBy(() -> DataFolder.open(root))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining(String.valueOf(other.pid()));
        } finally {
            other.destroyForcibly().waitFor();
        }
        // A killed process leaves the file, not the lock.
        DataFolder.open(root).close();
    }
}
