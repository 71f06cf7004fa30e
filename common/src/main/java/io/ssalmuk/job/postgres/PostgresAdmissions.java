package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresAdmissions implements Admissions {

    private static final String WAITING_LINES =
            """
            -- A loose index scan: one probe per line, however many jobs wait in it.
            WITH RECURSIVE line AS (
                (SELECT bucket, lane FROM job_queue WHERE place = 'waiting'
                 ORDER BY bucket, lane LIMIT 1)
                UNION ALL
                SELECT n.bucket, n.lane
                FROM line l
                CROSS JOIN LATERAL (SELECT q.bucket, q.lane FROM job_queue q
                                    WHERE q.place = 'waiting'
                                      AND (q.bucket, q.lane) > (l.bucket, l.lane)
                                    ORDER BY q.bucket, q.lane LIMIT 1) AS n
            )
            SELECT bucket, lane FROM line
            """;

    private static final String ADMIT_JOBS =
            """
            WITH RECURSIVE client AS (
                (SELECT client_id FROM job_queue
                 WHERE place = 'waiting' AND bucket = :bucket AND lane = :lane
                 ORDER BY client_id LIMIT 1)
                UNION ALL
                SELECT n.client_id
                FROM client c
                CROSS JOIN LATERAL (SELECT q.client_id FROM job_queue q
                                    WHERE q.place = 'waiting' AND q.bucket = :bucket
                                      AND q.lane = :lane AND q.client_id > c.client_id
                                    ORDER BY q.client_id LIMIT 1) AS n
            ),
            room AS (
                SELECT c.client_id, :tickets - (SELECT count(*)
                                                FROM (SELECT FROM job_queue q
                                                      WHERE q.place = 'ticketed'
                                                        AND q.bucket = :bucket AND q.lane = :lane
                                                        AND q.client_id = c.client_id
                                                      LIMIT :tickets) AS held) AS tickets
                FROM client c
            ),
            turn AS (
                SELECT w.job_id, row_number() OVER (PARTITION BY r.client_id ORDER BY w.job_id) AS turn
                FROM room r
                CROSS JOIN LATERAL (SELECT q.job_id FROM job_queue q
                                    WHERE q.place = 'waiting' AND q.bucket = :bucket
                                      AND q.lane = :lane AND q.client_id = r.client_id
                                    ORDER BY q.job_id
                                    LIMIT greatest(r.tickets, 0)) AS w
            ),
            admitted AS (
                UPDATE job_queue q
                SET place = 'ticketed', confirmed = false, placed_at = clock_timestamp()
                FROM (SELECT job_id, turn FROM turn ORDER BY turn, job_id LIMIT :batch) AS t
                WHERE q.job_id = t.job_id AND q.place = 'waiting'
                RETURNING q.job_id, q.client_id, q.units, q.tokens, t.turn
            )
            SELECT job_id, client_id, units, tokens FROM admitted ORDER BY turn, job_id
            """;

    private static final String CONFIRM_TICKETS =
            "UPDATE job_queue SET confirmed = true WHERE job_id = ANY (:jobs) AND place = 'ticketed'";

    private static final String RETURN_UNCONFIRMED =
            """
            UPDATE job_queue SET place = 'waiting', placed_at = clock_timestamp()
            WHERE place = 'ticketed' AND NOT confirmed
              AND placed_at < clock_timestamp() - :ageMillis * interval '1 millisecond'
            """;

    private static final String RETURN_PLACED_BEFORE =
            """
            UPDATE job_queue
            SET place = 'waiting', confirmed = false, placed_at = clock_timestamp()
            WHERE place = 'ticketed' AND bucket = :bucket AND lane = :lane
              AND placed_at < clock_timestamp() - :ageMillis * interval '1 millisecond'
            """;

    private static final String LINES_PLACED_BEFORE =
            """
            SELECT DISTINCT bucket, lane FROM job_queue
            WHERE place = 'ticketed'
              AND placed_at < clock_timestamp() - :ageMillis * interval '1 millisecond'
            """;

    private static final String NEXT_DUE =
            """
            SELECT ceil(extract(epoch FROM (due_at - clock_timestamp())) * 1000)::bigint
            FROM job_queue
            WHERE place = 'parked'
            ORDER BY due_at
            LIMIT 1
            """;

    private static final String RETURN_ALL =
            """
            UPDATE job_queue
            SET place = 'waiting', confirmed = false, placed_at = clock_timestamp()
            WHERE place = 'ticketed'
            """;

    private static final String UNPARK_DUE =
            """
            UPDATE job_queue SET place = 'waiting', due_at = NULL, placed_at = clock_timestamp()
            WHERE place = 'parked' AND due_at <= clock_timestamp()
            """;

    /** A claim whose boot has no row any more belongs to nobody. */
    private static final String RECLAIM_DEAD =
            """
            WITH orphaned AS (
                DELETE FROM job_claim c
                WHERE NOT c.streaming
                  AND NOT EXISTS (SELECT FROM worker_boot b WHERE b.id = c.boot_id)
                RETURNING c.job_id
            ),
            back AS (
                UPDATE job j SET state = 'queued'
                FROM orphaned o
                WHERE j.id = o.job_id AND j.state = 'processing'
                RETURNING j.id, j.client_id, j.bucket, j.lane, j.units, j.tokens
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place)
            SELECT id, client_id, bucket, lane, units, tokens, 'waiting' FROM back
            """;

    private static final String END_BROKEN_STREAMS =
            """
            WITH orphaned AS (
                DELETE FROM job_claim c
                WHERE c.streaming
                  AND NOT EXISTS (SELECT FROM worker_boot b WHERE b.id = c.boot_id)
                RETURNING c.job_id
            ),
            ended AS (
                UPDATE job j
                SET state = 'failed', ended_at = clock_timestamp(), error_code = :code,
                    error_status = :status, error_message = :message
                FROM orphaned o
                WHERE j.id = o.job_id AND j.state = 'processing'
                RETURNING j.id, j.client_id, j.method, j.model, j.bucket, j.state, j.error_code,
                          j.attempt, j.created_at, j.ended_at
            )
            """
                    + UsageSql.LOG_ENDED
                    + """
                    RETURNING job_id
                    """;

    private static final String BACKLOG =
            """
            SELECT bucket, lane,
                   count(*) FILTER (WHERE place = 'waiting') AS waiting,
                   count(*) FILTER (WHERE place = 'ticketed') AS ticketed,
                   count(*) FILTER (WHERE place = 'parked') AS parked
            FROM job_queue
            GROUP BY bucket, lane
            ORDER BY bucket, lane
            """;

    private final JdbcClient jdbc;

    PostgresAdmissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Line> waitingLines() {
        return jdbc.sql(WAITING_LINES).query((row, _) -> line(row)).list();
    }

    @Override
    public List<Ticket> admit(Line line, int ticketsPerClient, int batch) {
        return jdbc.sql(ADMIT_JOBS)
                .param("bucket", line.bucket())
                .param("lane", line.lane().text())
                .param("tickets", ticketsPerClient)
                .param("batch", batch)
                .query((row, _) -> ticket(line, row))
                .list();
    }

    @Override
    public void confirm(Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).toArray();
        jdbc.sql(CONFIRM_TICKETS).param("jobs", new SqlArrayValue("uuid", ids)).update();
    }

    @Override
    public int returnUnconfirmed(Duration age) {
        return jdbc.sql(RETURN_UNCONFIRMED).param("ageMillis", age.toMillis()).update();
    }

    @Override
    public int returnPlacedBefore(Line line, Duration age) {
        return jdbc.sql(RETURN_PLACED_BEFORE)
                .param("bucket", line.bucket())
                .param("lane", line.lane().text())
                .param("ageMillis", age.toMillis())
                .update();
    }

    @Override
    public List<Line> linesPlacedBefore(Duration age) {
        return jdbc.sql(LINES_PLACED_BEFORE)
                .param("ageMillis", age.toMillis())
                .query((row, _) -> line(row))
                .list();
    }

    @Override
    public Optional<Duration> nextDue() {
        return jdbc.sql(NEXT_DUE)
                .query(Long.class)
                .optional()
                .map(millis -> Duration.ofMillis(Math.max(0, millis)));
    }

    @Override
    public int returnAll() {
        return jdbc.sql(RETURN_ALL).update();
    }

    @Override
    public int unpark() {
        return jdbc.sql(UNPARK_DUE).update();
    }

    @Override
    public int reclaim() {
        return jdbc.sql(RECLAIM_DEAD).update();
    }

    @Override
    public List<JobId> endBrokenStreams(JobError why) {
        return UsageSql.nothing(jdbc.sql(END_BROKEN_STREAMS))
                .param("code", why.code())
                .param("status", why.upstreamStatus())
                .param("message", why.message())
                .query((row, _) -> new JobId(row.getObject("job_id", UUID.class)))
                .list();
    }

    @Override
    public List<Backlog> backlog() {
        return jdbc.sql(BACKLOG).query((row, _) -> backlog(row)).list();
    }

    private static Backlog backlog(ResultSet row) throws SQLException {
        return new Backlog(
                line(row), row.getLong("waiting"), row.getLong("ticketed"), row.getLong("parked"));
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(row.getString("bucket"), Lane.of(row.getString("lane")));
    }

    private static Ticket ticket(Line line, ResultSet row) throws SQLException {
        var job = new JobId(row.getObject("job_id", UUID.class));
        var client = new ClientId(row.getObject("client_id", UUID.class));
        return new Ticket(
                job, line, row.getInt("units"), row.getLong("tokens"), Optional.of(client));
    }
}
