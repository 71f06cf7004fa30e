package io.ssalmuk.file.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.ClientFilesContract;
import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.FileStores;
import io.ssalmuk.file.UploadedFile;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.fixture.Race;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresFilesTest implements ClientFilesContract {

    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    private final TransactionTemplate transactions =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    @TempDir private Path folder;

    @Override
    public FileStore store() {
        return FileStores.in(folder);
    }

    @Override
    public ClientFiles files() {
        return new PostgresClientFiles(database.jdbc(), store(), transactions);
    }

    @Override
    public Contents contents() {
        return new PostgresContents(database.jdbc(), store(), transactions);
    }

    @Test
    void filesThatNobodyUsedForLongGo() {
        var unused = upload(OWNER, "unused", "one");
        var used = upload(OWNER, "used", "two");
        var fresh = upload(OWNER, "fresh", "three");
        age(unused);
        age(used);
        database.jdbc()
                .sql("UPDATE client_file SET used_at = clock_timestamp() WHERE id = :id")
                .param("id", used.id().value())
                .update();

        assertThat(new PostgresUnusedFiles(database.jdbc()).remove(Duration.ofDays(30))).isOne();

        assertThat(files().list(OWNER, Optional.empty(), 9))
                .extracting(UploadedFile::id)
                .containsExactly(fresh.id(), used.id());
        assertThat(contents().collectUnused()).isOne();
    }

    private void age(UploadedFile file) {
        database.jdbc()
                .sql(
                        """
                        UPDATE client_file SET created_at = created_at - interval '40 days'
                        WHERE id = :id
                        """)
                .param("id", file.id().value())
                .update();
    }

    /** All upload, delete and sweep the same few contents, as fast as they can. */
    @ConcurrentTest
    void nobodyHasAFileWhoseContentIsGone() {
        Race.of(THREADS, this::comeAndGo);

        var left = files().list(OWNER, Optional.empty(), THREADS);
        assertThat(left).hasSize(THREADS).allMatch(file -> store().holds(file.hash()));
        left.forEach(file -> files().delete(OWNER, file.id()));
        assertThat(contents().collectUnused()).isPositive();
        assertThat(contents().removeStrays(Duration.ZERO)).isZero();
        assertThat(store().olderThan(Duration.ZERO)).isEmpty();
    }

    private boolean comeAndGo(int runner) {
        for (int round = 0; round < ROUNDS; round++) {
            var file = upload(OWNER, "f", "content " + (round % 2));
            try (var content = store().open(file.hash())) {
                assertThat(content.readAllBytes()).hasSize(9);
            } catch (IOException e) {
                throw new AssertionError("runner " + runner + " has a file without content", e);
            }
            files().delete(OWNER, file.id());
            contents().collect(file.hash());
            contents().removeStrays(Duration.ZERO);
        }
        upload(OWNER, "last", "content " + (runner % 2));
        return true;
    }
}
