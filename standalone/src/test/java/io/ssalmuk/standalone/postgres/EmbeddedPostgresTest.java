package io.ssalmuk.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    /** Unpacked once for all tests here. */
    private static final Path PROGRAMS = Path.of("target", "postgres");

    @TempDir Path folder;

    @Test
    void theProgramsAreUnpackedOnce() throws IOException {
        var first = Binaries.unpack(folder, Platform.current());
        var written = Files.getLastModifiedTime(first);

        assertThat(Binaries.unpack(folder, Platform.current())).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        assertThat(first.resolve("bin/postgres")).isExecutable();
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(first);
        }
    }

    @Test
    void commitsDurablyAndListensOnLoopbackOnly() throws SQLException {
        try (var postgres = start()) {
            assertThat(show(postgres, "server_version")).startsWith("18.");
            assertThat(show(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(show(postgres, "fsync")).isEqualTo("on");
            assertThat(show(postgres, "full_page_writes")).isEqualTo("on");
            assertThat(show(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void refusesAWrongPasswordAndNone() {
        try (var postgres = start()) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl(), postgres.user(), "guess"))
                    .hasMessageContaining("password");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), ""))
                    .hasMessageContaining("password");
        }
    }

    @Test
    void keepsItsPasswordToItself() throws IOException {
        start().close();

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("initial-password")).doesNotExist();
    }

    @Test
    void startsAgainWithItsDataAndLeavesNoProcess() throws SQLException {
        try (var postgres = start()) {
            run(postgres, "CREATE TABLE kept (id int)");
        }
        assertThat(serversOn(folder)).isEmpty();

        try (var postgres = start()) {
            assertThat(read(postgres, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
        assertThat(serversOn(folder)).isEmpty();
    }

    @Test
    void stopsTheServerThatAKilledProcessLeftBehindAndRecovers() throws SQLException {
        var orphan = start();
        run(orphan, "CREATE TABLE kept (id int)");
        var left = serversOn(folder);

        try (var postgres = start()) {
            assertThat(left).hasSize(1);
            assertThat(serversOn(folder)).hasSize(1).doesNotContainAnyElementsOf(left);
            assertThat(read(postgres, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
    }

    @Test
    void recoversFromAKilledServer() throws SQLException {
        var killed = start();
        run(killed, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id");
        serversOn(folder).forEach(ProcessHandle::destroyForcibly);

        try (var postgres = start()) {
            assertThat(read(postgres, "SELECT count(*) FROM kept")).isEqualTo("1000");
        }
    }

    @Test
    void aStrangersProcessUnderAnOldNumberIsLeftAlone() throws IOException, SQLException {
        start().close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                folder.resolve("data/postmaster.pid"),
                stranger.pid() + "\n" + folder.resolve("data") + "\n");

        try (var postgres = start()) {
            assertThat(show(postgres, "data_directory"))
                    .isEqualTo(folder.resolve("data").toString());
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void aFirstStartThatWasKilledHalfWayIsDoneAgain() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("data.new/base"));

        try (var postgres = start()) {
            assertThat(show(postgres, "server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void anUnknownPlatformIsToldWhatToDoInstead() {
        assertThatThrownBy(() -> Binaries.unpack(folder, Platform.of("Plan9", "mips")))
                .hasMessageContaining("plan9-mips")
                .hasMessageContaining("./ssalmuk api");
    }

    @Test
    void platformsAreSpelledAsTheArchivesAre() {
        assertThat(Platform.of("Linux", "amd64").archive()).isEqualTo("/postgres-linux-x86_64.txz");
        assertThat(Platform.of("Linux", "aarch64").archive())
                .isEqualTo("/postgres-linux-arm_64.txz");
        assertThat(Platform.of("Mac OS X", "aarch64").archive())
                .isEqualTo("/postgres-darwin-arm_64.txz");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, PROGRAMS);
    }

    private static List<ProcessHandle> serversOn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .commandLine()
                                .orElse("")
                                .contains("-D " + folder.resolve("data")))
                .toList();
    }

    private static String show(EmbeddedPostgres postgres, String setting) throws SQLException {
        return read(postgres, "SHOW " + setting);
    }

    private static String read(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
