package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobs implements Jobs {

    private static final String FIND_JOB =
            """
            SELECT j.id, j.method, j.model, j.state, j.attempt, j.created_at, j.started_at, j.ended_at,
                   j.error_code, j.error_status, j.error_message, r.body
            FROM job j
            LEFT JOIN job_result r ON r.id = j.id AND j.state = 'completed'
            WHERE j.id = :id AND j.client_id = :owner
            """;

    private static final String ENDED_JOBS =
            """
            SELECT id FROM job
            WHERE id = ANY (:ids) AND state IN ('completed', 'failed', 'cancelled', 'expired')
            """;

    private final JdbcClient jdbc;

    PostgresJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Job> find(JobId id, ClientId owner) {
        return jdbc.sql(FIND_JOB)
                .param("id", id.value())
                .param("owner", owner.value())
                .query((row, _) -> job(row))
                .optional();
    }

    @Override
    public Set<JobId> ended(Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).toArray();
        var ended = jdbc.sql(ENDED_JOBS).param("ids", new SqlArrayValue("uuid", ids));
        return new HashSet<>(
                ended.query((row, _) -> new JobId(row.getObject("id", UUID.class))).list());
    }

    private static Job job(ResultSet row) throws SQLException {
        byte @Nullable [] body = row.getBytes("body");
        return new Job(
                new JobId(row.getObject("id", UUID.class)),
                JobMethod.of(row.getString("method")),
                row.getString("model"),
                JobState.of(row.getString("state")),
                row.getInt("attempt"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                error(row),
                body == null ? null : new Body(body));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable JobError error(ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        return code == null
                ? null
                : new JobError(
                        code,
                        row.getObject("error_status", Integer.class),
                        row.getString("error_message"));
    }
}
