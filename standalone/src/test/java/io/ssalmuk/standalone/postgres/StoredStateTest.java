package io.ssalmuk.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStateTest {

    @Test
    void aDatabaseTellsWhetherItHasRealKeysAndJobs(@TempDir Path folder) throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(StoredState.hasRealKey(postgres)).as("before any service ran").isFalse();
            assertThat(StoredState.hasRealJob(postgres)).as("before any service ran").isFalse();

            run(
                    postgres,
                    """
                    CREATE TABLE project (id bigint, simulated boolean);
                    CREATE TABLE gemini_key (project_id bigint, state text, source text);
                    CREATE TABLE job_queue (job_id uuid);
                    CREATE TABLE job_claim (job_id uuid);
                    INSERT INTO project VALUES (1, true);
                    INSERT INTO gemini_key VALUES (1, 'active', 'environment');
                    INSERT INTO job_queue VALUES (gen_random_uuid());
                    """);
            assertThat(StoredState.hasRealKey(postgres)).as("simulated only").isFalse();
            assertThat(StoredState.hasRealJob(postgres)).as("simulated only").isFalse();

            run(postgres, "INSERT INTO project VALUES (2, false)");
            assertThat(StoredState.hasRealJob(postgres)).as("a job of real times").isTrue();

            run(postgres, "INSERT INTO gemini_key VALUES (2, 'active', 'admin')");
            assertThat(StoredState.hasRealKey(postgres)).as("a key of the admin's").isTrue();
        }
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
