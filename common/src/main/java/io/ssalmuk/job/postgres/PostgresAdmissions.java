package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.OutboxBell;
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
            WITH RECURSIVE someone AS (
                (SELECT client_id FROM job_queue
                 WHERE place = 'waiting' AND bucket = :bucket AND lane = :lane
                 ORDER BY client_id LIMIT 1)
                UNION ALL
                SELECT n.client_id
                FROM someone s
                CROSS JOIN LATERAL (SELECT q.client_id FROM job_queue q
                                    WHERE q.place = 'waiting' AND q.bucket = :bucket
                                      AND q.lane = :lane AND q.client_id > s.client_id
                                    ORDER BY q.client_id LIMIT 1) AS n
            ),
            held AS MATERIALIZED (
                SELECT client_id, count(*) AS tickets FROM job_queue
                WHERE place = 'ticketed' AND bucket = :bucket AND lane = :lane
                GROUP BY client_id
            ),
            line AS MATERIALIZED (SELECT coalesce(sum(tickets), 0)::int AS held FROM held),
            -- How many of each are looked at: there may be very many clients, or very many jobs.
            share AS MATERIALIZED (
                SELECT s.client_id, coalesce(h.tickets, 0) AS held, coalesce(c.weight, 1) AS weight,
                       greatest(1, least(:batch, :tickets - line.held,
                                         :looks * coalesce(c.weight, 1)
                                         / sum(coalesce(c.weight, 1)) OVER ())) AS most
                FROM someone s
                CROSS JOIN line
                LEFT JOIN held h ON h.client_id = s.client_id
                LEFT JOIN client c ON c.id = s.client_id
            ),
            -- Tickets that a client has count as its earlier turns. A turn stands in the middle of its
            -- part of the line: at its end, those of a heavy client would be rounded up, pass by pass.
            turn AS (
                SELECT w.job_id, (s.held + w.nth - 0.5)::float8 / s.weight AS turn, s.held + w.nth = 1 AS first
                FROM share s
                CROSS JOIN LATERAL (SELECT o.job_id, row_number() OVER (ORDER BY o.job_id) AS nth
                                    FROM (SELECT q.job_id FROM job_queue q
                                          WHERE q.place = 'waiting' AND q.bucket = :bucket
                                            AND q.lane = :lane AND q.client_id = s.client_id
                                          ORDER BY q.job_id
                                          LIMIT s.most::int) AS o) AS w
            ),
            chosen AS (
                SELECT t.job_id, t.turn
                FROM (SELECT job_id, turn, first, row_number() OVER (ORDER BY turn, job_id) AS rank
                      FROM turn) AS t
                CROSS JOIN line
                WHERE t.rank <= :tickets - line.held
                   OR t.first AND t.rank <= greatest(:tickets - line.held, 0) + :newcomers
                ORDER BY t.turn, t.job_id
                LIMIT :batch
            ),
            admitted AS (
                UPDATE job_queue q
                SET place = 'ticketed', confirmed = false, placed_at = clock_timestamp()
                FROM chosen c
                WHERE q.job_id = c.job_id AND q.place = 'waiting'
                RETURNING q.job_id, q.client_id, q.units, q.tokens, c.turn
            )
            SELECT line.held, a.job_id, a.client_id, a.units, a.tokens
            FROM line
            LEFT JOIN admitted a ON true
            ORDER BY a.turn, a.job_id
            """;

    /** Waiting jobs that a pass reads of a line, over all clients. */
    private static final int LOOKS = 2_000;

    /** Clients without a ticket that get one although the line is full. */
    private static final int NEWCOMERS = 1_000;

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

    private static final String LOOK =
            """
            -- By indexes, in their order: a table that was long is read whole until it is vacuumed.
            SELECT (SELECT job_id FROM job_queue ORDER BY job_id LIMIT 1) IS NULL
                   AND NOT EXISTS (SELECT FROM job_claim) AS idle,
                   EXISTS (SELECT FROM job_claim c
                           LEFT JOIN worker_boot b ON b.id = c.boot_id
                           WHERE b.id IS NULL
                              OR b.heartbeat_at
                                 < clock_timestamp() - :silentMillis * interval '1 millisecond')
                       AS orphans,
                   (SELECT job_id FROM job_queue WHERE place = 'waiting'
                    ORDER BY bucket, lane, client_id LIMIT 1) IS NOT NULL AS waiting,
                   (SELECT ceil(extract(epoch FROM (q.due_at - clock_timestamp())) * 1000)::bigint
                    FROM job_queue q WHERE q.place = 'parked' ORDER BY q.due_at LIMIT 1) AS due_millis
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
                -- As an array, they are looked up: a join may choose to read all jobs there are.
                WHERE j.id = ANY (ARRAY(SELECT job_id FROM orphaned)) AND j.state = 'processing'
                RETURNING j.id, j.client_id, j.bucket, j.lane, j.units, j.tokens, j.deadline
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place, deadline)
            SELECT id, client_id, bucket, lane, units, tokens, 'waiting', deadline FROM back
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
                WHERE j.id = ANY (ARRAY(SELECT job_id FROM orphaned)) AND j.state = 'processing'
            """
                    + UsageSql.RETURNING_QUEUED
                    + ")"
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

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
    private final OutboxBell bell;

    PostgresAdmissions(JdbcClient jdbc, OutboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
    public List<Line> waitingLines() {
        return jdbc.sql(WAITING_LINES).query((row, _) -> line(row)).list();
    }

    @Override
    public Admitted admit(Line line, int tickets, int batch) {
        record Row(int held, Optional<Ticket> ticket) {}
        var rows =
                jdbc.sql(ADMIT_JOBS)
                        .param("bucket", line.bucket())
                        .param("lane", line.lane().text())
                        .param("tickets", tickets)
                        .param("batch", batch)
                        .param("looks", LOOKS)
                        .param("newcomers", NEWCOMERS)
                        .query((row, _) -> new Row(row.getInt("held"), ticket(line, row)))
                        .list();
        return new Admitted(
                rows.getFirst().held(),
                rows.stream().flatMap(row -> row.ticket().stream()).toList());
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
    public Look look(Duration silent) {
        return jdbc.sql(LOOK)
                .param("silentMillis", silent.toMillis())
                .query((row, _) -> look(row))
                .single();
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(
                row.getBoolean("idle"),
                row.getBoolean("orphans"),
                row.getBoolean("waiting"),
                Optional.ofNullable(row.getObject("due_millis", Long.class))
                        .map(millis -> Duration.ofMillis(Math.max(0, millis))));
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
        return UsageSql.end(
                UsageSql.nothing(jdbc.sql(END_BROKEN_STREAMS))
                        .param("code", why.code())
                        .param("status", why.upstreamStatus())
                        .param("message", why.message()),
                bell);
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

    /** None in the row of a line that admitted nothing. */
    private static Optional<Ticket> ticket(Line line, ResultSet row) throws SQLException {
        var job = row.getObject("job_id", UUID.class);
        if (job == null) {
            return Optional.empty();
        }
        var client = new ClientId(row.getObject("client_id", UUID.class));
        int units = row.getInt("units");
        return Optional.of(
                new Ticket(
                        new JobId(job), line, units, row.getLong("tokens"), Optional.of(client)));
    }
}
