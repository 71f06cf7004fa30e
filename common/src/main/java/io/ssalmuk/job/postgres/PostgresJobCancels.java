package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobCancels;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.OutboxBell;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobCancels implements JobCancels {

    private static final String QUEUED =
            """
            SELECT q.job_id
            FROM job_queue q
            -- OFFSET keeps this a look-up by id.
            CROSS JOIN LATERAL (
                SELECT method, model, created_at FROM job WHERE id = q.job_id OFFSET 0) AS j
            WHERE (:client::uuid IS NULL OR q.client_id = :client)
              AND (:method::text IS NULL OR j.method = :method)
              AND (:model::text IS NULL OR j.model = :model)
              AND j.created_at >= :from::timestamptz AND j.created_at < :to::timestamptz
            ORDER BY q.job_id
            LIMIT :most
            """;

    private static final String CANCEL_QUEUED =
            "WITH picked AS ("
                    + QUEUED
                    + """
                    -- Whoever holds the row claims the job, or ends it.
                    FOR UPDATE OF q SKIP LOCKED
                    ),
                    taken AS (
                        DELETE FROM job_queue q USING picked p WHERE q.job_id = p.job_id
                        RETURNING q.job_id
                    ),
                    ended AS (
                        UPDATE job j SET state = 'cancelled', ended_at = clock_timestamp()
                        -- As an array, they are looked up: a join may choose to read all jobs.
                        WHERE j.id = ANY (ARRAY(SELECT job_id FROM taken)) AND j.state = 'queued'
                    """
                    + UsageSql.RETURNING_QUEUED
                    + ")"
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

    private static final String COUNT_QUEUED = "SELECT count(*) FROM (" + QUEUED + ") AS found";

    private static final String RUNNING =
            """
            SELECT c.job_id
            FROM job_claim c
            JOIN job j ON j.id = c.job_id
            WHERE (:client::uuid IS NULL OR j.client_id = :client)
              AND (:method::text IS NULL OR j.method = :method)
              AND (:model::text IS NULL OR j.model = :model)
              AND j.created_at >= :from::timestamptz AND j.created_at < :to::timestamptz
            ORDER BY c.job_id
            LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final OutboxBell bell;

    PostgresJobCancels(JdbcClient jdbc, OutboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
    public List<JobId> cancelQueued(Filter filter, int most) {
        return UsageSql.end(UsageSql.nothing(filtered(CANCEL_QUEUED, filter, most)), bell);
    }

    @Override
    public int countQueued(Filter filter, int most) {
        return filtered(COUNT_QUEUED, filter, most).query(Integer.class).single();
    }

    @Override
    public List<JobId> running(Filter filter, int most) {
        return ids(filtered(RUNNING, filter, most));
    }

    private StatementSpec filtered(String statement, Filter filter, int most) {
        return jdbc.sql(statement)
                .param("client", filter.client().map(ClientId::value).orElse(null))
                .param("method", filter.method().map(JobMethod::text).orElse(null))
                .param("model", filter.model().orElse(null))
                .param("from", filter.from().map(Instant::toString).orElse("-infinity"))
                .param("to", filter.to().map(Instant::toString).orElse("infinity"))
                .param("most", most);
    }

    private static List<JobId> ids(StatementSpec statement) {
        return statement.query((row, _) -> new JobId(row.getObject("job_id", UUID.class))).list();
    }
}
