package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.ReplyAddress;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobIntake implements JobIntake {

    private static final String ACCEPT =
            """
            WITH incoming AS (
                SELECT *
                FROM unnest(:ids, :clients, :methods, :models, :buckets, :lanes, :units,
                            :maxAttempts, :createdAt, :bodies, :replies, :tokens)
                    WITH ORDINALITY AS i (id, client_id, method, model, bucket, lane, units,
                                          max_attempts, created_at, body, reply_to, tokens,
                                          ordinal)
            ),
            -- Room is counted without a lock: two intakes at once may overshoot by a batch, which
            -- costs the broker a few tickets and nobody a job.
            -- The orders are those of indexes: without them the planner takes a million waiting jobs
            -- of another line for a sign that one of this will soon be met by reading the table.
            line AS MATERIALIZED (
                SELECT l.bucket, l.lane,
                       CASE WHEN (SELECT true FROM job_queue q
                                  WHERE q.bucket = l.bucket AND q.lane = l.lane
                                    AND q.place = 'waiting'
                                  ORDER BY q.client_id LIMIT 1)
                            THEN 0
                            ELSE :lineTickets - (SELECT count(*)
                                                 FROM (SELECT FROM job_queue q
                                                       WHERE q.bucket = l.bucket AND q.lane = l.lane
                                                         AND q.place = 'ticketed'
                                                       ORDER BY q.client_id
                                                       LIMIT :lineTickets) AS held)
                       END AS tickets
                FROM (SELECT DISTINCT bucket, lane FROM incoming) AS l
            ),
            -- Who has nothing there is never behind those who have much.
            room AS (
                SELECT c.bucket, c.lane, c.client_id,
                       CASE WHEN (SELECT true FROM job_queue q
                                  WHERE q.bucket = c.bucket AND q.lane = c.lane
                                    AND q.client_id = c.client_id AND q.place = 'waiting'
                                  ORDER BY q.job_id LIMIT 1)
                            THEN 0
                            ELSE greatest(least(:clientTickets - h.tickets, l.tickets),
                                          CASE WHEN h.tickets = 0 THEN 1 ELSE 0 END)
                       END AS tickets
                FROM (SELECT DISTINCT bucket, lane, client_id FROM incoming) AS c
                JOIN line l ON (l.bucket, l.lane) = (c.bucket, c.lane)
                CROSS JOIN LATERAL (SELECT count(*) AS tickets
                                    FROM (SELECT FROM job_queue q
                                          WHERE q.bucket = c.bucket AND q.lane = c.lane
                                            AND q.client_id = c.client_id
                                            AND q.place = 'ticketed'
                                          LIMIT :clientTickets) AS held) AS h
            ),
            stored AS (
                INSERT INTO job (id, client_id, method, model, bucket, lane, units, state,
                                 max_attempts, created_at, tokens)
                SELECT id, client_id, method, model, bucket, lane, units, 'queued',
                       max_attempts, created_at, tokens
                FROM incoming
            ),
            bodies AS (
                INSERT INTO job_request (id, body, reply_to)
                SELECT id, body, reply_to FROM incoming
            )%s
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place)
            SELECT i.id, i.client_id, i.bucket, i.lane, i.units, i.tokens,
                   CASE WHEN row_number() OVER (PARTITION BY i.bucket, i.lane, i.client_id
                                                ORDER BY i.ordinal) <= r.tickets
                        THEN 'ticketed' ELSE 'waiting' END
            FROM incoming i
            JOIN room r ON (r.bucket, r.lane, r.client_id) = (i.bucket, i.lane, i.client_id)
            RETURNING job_id, place
            """;

    /** Most batches name no file, and do not pay for those that do. */
    private static final String ACCEPT_JOBS = ACCEPT.formatted("");

    private static final String ACCEPT_JOBS_WITH_FILES =
            ACCEPT.formatted(
                    """
                    ,
                    -- A content that was deleted a moment ago fails the statement: no job is
                    -- accepted that lacks a file.
                    files AS (
                        INSERT INTO job_file (job_id, marker, hash, mime_type)
                        SELECT f.job_id, f.marker, f.hash, f.mime_type
                        FROM unnest(:fileJobs, :markers, :hashes, :mimeTypes)
                            AS f (job_id, marker, hash, mime_type)
                    ),
                    -- Seldom, and none that is locked: two batches with the same files would wait
                    -- for each other.
                    used AS (
                        UPDATE client_file SET used_at = clock_timestamp()
                        WHERE id IN (SELECT c.id FROM client_file c
                                     WHERE c.hash IN (SELECT unnest(:hashes))
                                       AND c.client_id IN (SELECT client_id FROM incoming)
                                       AND (c.used_at IS NULL
                                            OR c.used_at < clock_timestamp() - interval '1 hour')
                                     FOR NO KEY UPDATE SKIP LOCKED)
                    )
                    """);

    private final JdbcClient jdbc;

    PostgresJobIntake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Accepted> accept(List<JobRequest> jobs) {
        var files = jobs.stream().flatMap(IncomingFile::of).toList();
        var statement = files.isEmpty() ? jdbc.sql(ACCEPT_JOBS) : withFiles(files);
        return statement
                .param("ids", column("uuid", jobs, job -> job.id().value()))
                .param("clients", column("uuid", jobs, job -> job.client().value()))
                .param("methods", column("text", jobs, job -> job.method().text()))
                .param("models", column("text", jobs, JobRequest::model))
                .param("buckets", column("text", jobs, JobRequest::bucket))
                .param("lanes", column("text", jobs, job -> job.lane().text()))
                .param("units", column("int4", jobs, JobRequest::units))
                .param("maxAttempts", column("int4", jobs, JobRequest::maxAttempts))
                .param("createdAt", column("timestamptz", jobs, job -> job.createdAt().toString()))
                .param("bodies", bytes(jobs.stream().map(job -> job.body().bytes())))
                .param("replies", column("text", jobs, PostgresJobIntake::replyTo))
                .param("tokens", column("int8", jobs, JobRequest::tokens))
                .param("clientTickets", Admissions.CLIENT_TICKETS)
                .param("lineTickets", Admissions.LINE_TICKETS)
                .query((row, _) ->
                        new Accepted(
                                new JobId(row.getObject("job_id", UUID.class)),
                                row.getString("place").equals("ticketed")))
                .list();
    }

    private StatementSpec withFiles(List<IncomingFile> files) {
        return jdbc.sql(ACCEPT_JOBS_WITH_FILES)
                .param("fileJobs", column("uuid", files, file -> file.job().value()))
                .param("markers", column("uuid", files, file -> file.file().marker()))
                .param("hashes", bytes(files.stream().map(file -> file.file().hash().bytes())))
                .param("mimeTypes", column("text", files, file -> file.file().mimeType()));
    }

    private record IncomingFile(JobId job, JobFile file) {

        static Stream<IncomingFile> of(JobRequest job) {
            return job.files().stream().map(file -> new IncomingFile(job.id(), file));
        }
    }

    private static @Nullable Object replyTo(JobRequest job) {
        return job.replyTo().map(ReplyAddress::text).orElse(null);
    }

    private static <T> SqlArrayValue column(
            String type, List<T> rows, Function<T, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }

    /** The driver encodes byte arrays only from an array of exactly this type. */
    private static SqlArrayValue bytes(Stream<byte[]> values) {
        Object[] all = values.toArray(byte[][]::new);
        return new SqlArrayValue("bytea", all);
    }
}
