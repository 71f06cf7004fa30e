package io.ssalmuk.harness.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the tables behind the services' backs. */
public final class JobTable {

    private static final String ALL_JOBS =
            """
            SELECT j.id, j.state, j.attempt, j.ended_at, convert_from(r.body, 'UTF8') AS request,
                   (SELECT count(*) FROM job_result o WHERE o.id = j.id) AS results,
                   (SELECT count(*) FROM usage_log u WHERE u.job_id = j.id) AS ends
            FROM job j JOIN job_request r ON r.id = j.id
            ORDER BY j.id
            """;

    private static final String OPEN_JOBS =
            """
            SELECT (SELECT count(*) FROM job_queue) + (SELECT count(*) FROM job_claim)
            """;

    private final JdbcClient jdbc;

    public JobTable(PostgresProcess postgres) {
        this.jdbc = JdbcClient.create(postgres.dataSource());
    }

    public List<JobRow> all() {
        return jdbc.sql(ALL_JOBS).query((row, _) -> job(row)).list();
    }

    /** Entries for jobs that wait or run. */
    public long open() {
        return jdbc.sql(OPEN_JOBS).query(Long.class).single();
    }

    private static JobRow job(ResultSet row) throws SQLException {
        return new JobRow(
                row.getString("id"),
                row.getString("request"),
                row.getString("state"),
                row.getInt("attempt"),
                instant(row.getTimestamp("ended_at")),
                row.getInt("results"),
                row.getInt("ends"));
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }
}
