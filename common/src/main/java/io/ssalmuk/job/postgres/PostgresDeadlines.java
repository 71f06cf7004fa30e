package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Deadlines;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.OutboxBell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresDeadlines implements Deadlines {

    private static final String EXPIRE_QUEUED =
            """
            WITH due AS (
                SELECT job_id FROM job_queue
                -- In a subquery, or the index would be read to its end.
                WHERE deadline <= (SELECT clock_timestamp())
                ORDER BY deadline
                LIMIT :most
                -- Whoever holds the row claims, parks or cancels the job: the next round looks.
                FOR UPDATE SKIP LOCKED
            ),
            taken AS (
                DELETE FROM job_queue q USING due d WHERE q.job_id = d.job_id RETURNING q.job_id
            ),
            ended AS (
                UPDATE job j
                SET state = 'expired', ended_at = clock_timestamp(), error_code = :code,
                    error_status = :status, error_message = :message
                -- As an array, they are looked up: a join may choose to read all jobs there are.
                WHERE j.id = ANY (ARRAY(SELECT job_id FROM taken)) AND j.state = 'queued'
            """
                    + UsageSql.RETURNING_QUEUED
                    + ")"
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

    private static final String NEXT =
            """
            SELECT greatest(0, ceil(extract(epoch FROM (deadline - clock_timestamp())) * 1000))::bigint
            FROM job_queue
            WHERE deadline IS NOT NULL
            ORDER BY deadline
            LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final OutboxBell bell;

    PostgresDeadlines(JdbcClient jdbc, OutboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
    public List<JobId> expireQueued(JobError why, int most) {
        return UsageSql.end(
                UsageSql.nothing(jdbc.sql(EXPIRE_QUEUED))
                        .param("most", most)
                        .param("code", why.code())
                        .param("status", why.upstreamStatus())
                        .param("message", why.message()),
                bell);
    }

    @Override
    public Optional<Duration> next() {
        return jdbc.sql(NEXT).query(Long.class).optional().map(Duration::ofMillis);
    }
}
