package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The usage log comes to a database that has jobs already. */
class UsageLogMigrationTest {

    private final Database database = TestPostgres.createDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private void migrate(String target) {
        Flyway.configure().dataSource(database.dataSource()).target(target).load().migrate();
    }

    @Test
    void theDaysThatJobsHaveAreTheLogsTooAndOthersStayInTheDefault() {
        migrate("4");
        jdbc.sql("SELECT ensure_job_partitions('2026-01-01', 2)::text").query(String.class).list();
        // Of a day on which no worker had made a partition.
        jdbc.sql(
                        """
                        INSERT INTO job (id, client_id, method, model, bucket, lane, state, max_attempts,
                                         created_at)
                        VALUES (first_job_id('2026-02-01'), gen_random_uuid(), 'generateContent', 'm',
                                'm', 'bulk', 'queued', 1, now())
                        """)
                .update();

        migrate("latest");

        assertThat(partition("usage_log_20260101")).isNotNull();
        assertThat(partition("usage_log_20260102")).isNotNull();
        assertThat(partition("usage_log_20260103")).isNull();
        assertThat(partition("job_20260201")).isNull();
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT count(*) FROM pg_inherits i JOIN pg_inherits l
                                          ON l.inhparent = 'usage_log'::regclass
                                         AND i.inhparent = 'job'::regclass
                                         AND right(l.inhrelid::regclass::text, 8)
                                             = right(i.inhrelid::regclass::text, 8)
                                        """)
                                .query(Integer.class)
                                .single())
                .isGreaterThanOrEqualTo(18);
    }

    private @Nullable String partition(String name) {
        return jdbc.sql("SELECT to_regclass(:name)::text")
                .param("name", name)
                .query((row, _) -> row.getString(1))
                .list()
                .getFirst();
    }
}
