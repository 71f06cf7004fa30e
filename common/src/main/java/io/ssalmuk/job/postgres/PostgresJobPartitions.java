package io.ssalmuk.job.postgres;

import io.ssalmuk.job.JobPartitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobPartitions implements JobPartitions {

    private static final String ENSURE =
            """
            -- One at a time: two that make the same partition would trip over each other.
            WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtext('job partitions')) AS held)
            SELECT ensure_job_partitions((clock_timestamp() AT TIME ZONE 'UTC')::date, :days)::text
            FROM alone
            """;

    private final JdbcClient jdbc;

    PostgresJobPartitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void ensure(int days) {
        jdbc.sql(ENSURE).param("days", days).query(String.class).list();
    }
}
