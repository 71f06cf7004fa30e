package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.ReplyAddress;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobIntake implements JobIntake {

    private static final String ACCEPT_JOBS =
            """
            WITH incoming AS (
                SELECT *
                FROM unnest(:ids, :clients, :methods, :models, :buckets, :lanes, :units,
                            :maxAttempts, :createdAt, :bodies, :replies)
                    WITH ORDINALITY AS i (id, client_id, method, model, bucket, lane, units,
                                          max_attempts, created_at, body, reply_to,
                                          ordinal)
            ),
            -- Room is counted without a lock: two intakes at once may overshoot by a batch, which
            -- costs the broker a few tickets and nobody a job.
            room AS (
                SELECT c.bucket, c.lane, c.client_id,
                       CASE WHEN EXISTS (SELECT FROM job_queue q
                                         WHERE q.bucket = c.bucket AND q.lane = c.lane
                                           AND q.client_id = c.client_id AND q.place = 'waiting')
                            THEN 0
                            ELSE :clientTickets - (SELECT count(*)
                                                   FROM (SELECT FROM job_queue q
                                                         WHERE q.bucket = c.bucket AND q.lane = c.lane
                                                           AND q.client_id = c.client_id
                                                           AND q.place = 'ticketed'
                                                         LIMIT :clientTickets) AS held)
                       END AS tickets
                FROM (SELECT DISTINCT bucket, lane, client_id FROM incoming) AS c
            ),
            stored AS (
                INSERT INTO job (id, client_id, method, model, bucket, lane, units, state,
                                 max_attempts, created_at)
                SELECT id, client_id, method, model, bucket, lane, units, 'queued',
                       max_attempts, created_at
                FROM incoming
            ),
            bodies AS (
                INSERT INTO job_request (id, body, reply_to)
                SELECT id, body, reply_to FROM incoming
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, place)
            SELECT i.id, i.client_id, i.bucket, i.lane, i.units,
                   CASE WHEN row_number() OVER (PARTITION BY i.bucket, i.lane, i.client_id
                                                ORDER BY i.ordinal) <= r.tickets
                        THEN 'ticketed' ELSE 'waiting' END
            FROM incoming i
            JOIN room r ON (r.bucket, r.lane, r.client_id) = (i.bucket, i.lane, i.client_id)
            RETURNING job_id, place
            """;

    private final JdbcClient jdbc;

    PostgresJobIntake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Accepted> accept(List<JobRequest> jobs) {
        return jdbc.sql(ACCEPT_JOBS)
                .param("ids", column("uuid", jobs, job -> job.id().value()))
                .param("clients", column("uuid", jobs, job -> job.client().value()))
                .param("methods", column("text", jobs, job -> job.method().text()))
                .param("models", column("text", jobs, JobRequest::model))
                .param("buckets", column("text", jobs, JobRequest::bucket))
                .param("lanes", column("text", jobs, job -> job.lane().text()))
                .param("units", column("int4", jobs, JobRequest::units))
                .param("maxAttempts", column("int4", jobs, JobRequest::maxAttempts))
                .param("createdAt", column("timestamptz", jobs, job -> job.createdAt().toString()))
                .param("bodies", bodies(jobs))
                .param("replies", column("text", jobs, PostgresJobIntake::replyTo))
                .param("clientTickets", Admissions.CLIENT_TICKETS)
                .query((row, _) ->
                        new Accepted(
                                new JobId(row.getObject("job_id", UUID.class)),
                                row.getString("place").equals("ticketed")))
                .list();
    }

    private static @Nullable Object replyTo(JobRequest job) {
        return job.replyTo().map(ReplyAddress::text).orElse(null);
    }

    private static SqlArrayValue column(
            String type, List<JobRequest> jobs, Function<JobRequest, @Nullable Object> value) {
        return new SqlArrayValue(type, jobs.stream().map(value).toArray());
    }

    /** The driver encodes byte arrays only from an array of exactly this type. */
    private static SqlArrayValue bodies(List<JobRequest> jobs) {
        Object[] bodies = jobs.stream().map(job -> job.body().bytes()).toArray(byte[][]::new);
        return new SqlArrayValue("bytea", bodies);
    }
}
