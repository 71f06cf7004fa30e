package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Jobs;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobs implements Jobs {

    private static final String FIND_JOB =
            """
            SELECT j.id, j.method, j.model, j.state, j.attempt, j.created_at, j.started_at, j.ended_at,
                   j.error_code, j.error_status, j.error_message, j.deadline, j.retry_of, r.body,
                   q.metadata
            FROM job j
            LEFT JOIN job_result r ON r.id = j.id AND j.state = 'completed'
            LEFT JOIN job_request q ON q.id = j.id
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
                .query((row, _) -> JobRow.withResult(row))
                .optional();
    }

    @Override
    public Set<JobId> ended(Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).toArray();
        var ended = jdbc.sql(ENDED_JOBS).param("ids", new SqlArrayValue("uuid", ids));
        return new HashSet<>(
                ended.query((row, _) -> new JobId(row.getObject("id", UUID.class))).list());
    }
}
