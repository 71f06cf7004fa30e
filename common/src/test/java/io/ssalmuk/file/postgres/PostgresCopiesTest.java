package io.ssalmuk.file.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.file.UpstreamCopiesContract;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresCopiesTest implements UpstreamCopiesContract {

    private static final int THREADS = 16;

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public UpstreamCopies copies() {
        return copies(false);
    }

    private UpstreamCopies copies(boolean simulated) {
        return new PostgresUpstreamCopies(database.jdbc(), new CopyProperties(simulated));
    }

    @Override
    public ProjectId project() {
        return new ProjectId(
                database.jdbc()
                        .sql(
                                """
                                WITH made AS (
                                    INSERT INTO project (name, tier)
                                    VALUES (gen_random_uuid()::text, 'free')
                                    RETURNING id
                                )
                                INSERT INTO gemini_key (project_id, name, fingerprint, ciphertext,
                                                        source, state)
                                SELECT id, 'key', uuid_send(gen_random_uuid())
                                       || uuid_send(gen_random_uuid()), '', 'admin', 'active'
                                FROM made
                                RETURNING project_id
                                """)
                        .query(Long.class)
                        .single());
    }

    @Override
    public UUID boot() {
        return database.jdbc()
                .sql(
                        """
                        INSERT INTO worker_boot (id, name) VALUES (gen_random_uuid(), 'worker')
                        RETURNING id
                        """)
                .query(UUID.class)
                .single();
    }

    @Override
    public void bury(UUID boot) {
        database.jdbc().sql("DELETE FROM worker_boot WHERE id = :id").param("id", boot).update();
    }

    @Override
    public void use(ContentHash hash, boolean used) {
        var sql =
                used
                        ? "INSERT INTO file_content (hash, size) VALUES (:hash, 1)"
                        : "DELETE FROM file_content WHERE hash = :hash";
        database.jdbc().sql(sql).param("hash", hash.bytes()).update();
    }

    @Override
    public void pass(Duration time) {
        database.jdbc()
                .sql(
                        """
                        UPDATE upstream_copy
                        SET touched_at = touched_at - :millis * interval '1 ms',
                            expires_at = expires_at - :millis * interval '1 ms'
                        """)
                .param("millis", time.toMillis())
                .update();
    }

    @Test
    void copiesOfSimulatedProjectsAreLeftToTheirSimulator() {
        var upload = copies().claim(new CopyKey(project(), CONTENT, "a/b"), boot());
        copies().complete(((Claimed.Yours) upload).upload(), COPY, TWO_DAYS);

        assertThat(copies(true).takeUnused(10)).isEmpty();
        assertThat(copies(false).takeUnused(10)).hasSize(1);
    }

    @ConcurrentTest
    void ofManyWhoWantACopyOneUploads() {
        var key = new CopyKey(project(), CONTENT, "audio/mpeg");
        var boot = boot();

        var claims = Race.of(THREADS, _ -> copies().claim(key, boot));

        assertThat(claims).filteredOn(Claimed.Yours.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claimed.Busy.class::isInstance).hasSize(THREADS - 1);
    }
}
