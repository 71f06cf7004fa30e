package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.Lineups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Reads a bounded number of rows, however many there are. */
@Component
final class PostgresLineups implements Lineups {

    /** Up to so many waiting jobs are counted; of more, a sample is. */
    private static final int COUNTED = 50_000;

    /** Pages of a sample, which have some 40 jobs each. */
    private static final int SAMPLED_PAGES = 1_000;

    /** Weight and tokens as they count, for jobs that are grouped already. */
    private static final String GROUPS =
            """
            SELECT g.lane, g.client_id, coalesce(c.weight, 1) AS weight, g.jobs, g.units,
                   g.tokens * CASE WHEN r.calls >= 8 THEN least(4, greatest(0.25, r.mean))
                                   ELSE 1 END AS tokens, g.marks
            FROM grouped g
            LEFT JOIN client c ON c.id = g.client_id
            LEFT JOIN token_ratio r ON r.client_id = g.client_id AND r.bucket = :bucket
            """;

    private static final String MARKED =
            """
            grouped AS (
                SELECT n.lane, n.client_id, count(*) AS jobs, sum(n.units) AS units,
                       sum(n.tokens::float8) AS tokens,
                       array_agg(n.job_id ORDER BY n.job_id)
                           FILTER (WHERE n.place % greatest(1, n.jobs / :marks) = 0 OR n.place = n.jobs) AS marks
                FROM (SELECT w.lane, w.client_id, w.job_id, w.units, w.tokens,
                             row_number() OVER (PARTITION BY w.lane, w.client_id ORDER BY w.job_id) AS place,
                             count(*) OVER (PARTITION BY w.lane, w.client_id) AS jobs
                      FROM waiting w) AS n
                GROUP BY n.lane, n.client_id
            )
            """;

    private static final String WAITING =
            """
            WITH waiting AS (
                SELECT lane, client_id, job_id, units, tokens FROM job_queue
                WHERE place = 'waiting' AND bucket = :bucket
                UNION ALL
                -- What is parked waits again soon, and its id says where.
                SELECT lane, client_id, job_id, units, tokens FROM job_queue
                WHERE place = 'parked' AND bucket = :bucket
            ),
            """
                    + MARKED
                    + GROUPS;

    private static final String WAITING_SAMPLED =
            """
            WITH waiting AS (
                SELECT q.lane, q.client_id, q.job_id, q.units, q.tokens
                FROM job_queue q TABLESAMPLE SYSTEM (:percent)
                WHERE q.place IN ('waiting', 'parked') AND q.bucket = :bucket
            ),
            """
                    + MARKED
                    + GROUPS;

    private static final String MANY =
            """
            SELECT EXISTS (SELECT FROM job_queue WHERE place = 'waiting' AND bucket = :bucket
                           OFFSET :counted)
            """;

    private static final String PAGES =
            "SELECT pg_relation_size('job_queue') / current_setting('block_size')::bigint";

    /** Never more than a few per client. */
    private static final String AHEAD =
            """
            WITH grouped AS (
                SELECT q.lane, q.client_id, count(*) AS jobs, sum(q.units) AS units,
                       sum(q.tokens::float8) AS tokens,
                       ARRAY [(array_agg(q.job_id ORDER BY q.job_id DESC))[1]] AS marks
                FROM job_queue q
                WHERE q.place = 'ticketed' AND q.bucket = :bucket
                GROUP BY q.lane, q.client_id
            )
            """
                    + GROUPS;

    private static final String TICKETS =
            """
            SELECT lane, array_agg(placed_at ORDER BY placed_at)
                             FILTER (WHERE place % greatest(1, jobs / :marks) = 0) AS marks
            FROM (SELECT lane, placed_at, row_number() OVER (PARTITION BY lane ORDER BY placed_at) AS place,
                         count(*) OVER (PARTITION BY lane) AS jobs
                  FROM job_queue WHERE place = 'ticketed' AND bucket = :bucket) AS t
            GROUP BY lane
            """;

    private static final String FIND =
            """
            SELECT bucket, lane, client_id, units, tokens, place, placed_at, due_at
            FROM job_queue WHERE job_id = :job
            """;

    private final JdbcClient jdbc;
    private final int counted;

    @Autowired
    PostgresLineups(JdbcClient jdbc) {
        this(jdbc, COUNTED);
    }

    PostgresLineups(JdbcClient jdbc, int counted) {
        this.jdbc = jdbc;
        this.counted = counted;
    }

    private record Key(Lane lane, ClientId client) {}

    private record Part(
            Key key,
            int weight,
            double jobs,
            double units,
            double tokens,
            double step,
            List<JobId> marks) {

        Part times(double factor) {
            return new Part(
                    key,
                    weight,
                    jobs * factor,
                    units * factor,
                    tokens * factor,
                    step * factor,
                    marks);
        }
    }

    @Override
    public Lineup of(String bucket) {
        var ahead = parts(jdbc.sql(AHEAD), bucket);
        var waiting = waiting(bucket);
        return new Lineup(groups(ahead, waiting), tickets(bucket));
    }

    private List<Part> waiting(String bucket) {
        boolean many =
                jdbc.sql(MANY)
                        .param("bucket", bucket)
                        .param("counted", counted)
                        .query(Boolean.class)
                        .single();
        return many ? sampled(bucket) : parts(marked(WAITING), bucket);
    }

    private List<Part> sampled(String bucket) {
        double pages = jdbc.sql(PAGES).query(Long.class).single();
        double part = Math.min(1, SAMPLED_PAGES / Math.max(1, pages));
        var sample = marked(WAITING_SAMPLED).param("percent", 100 * part);
        return parts(sample, bucket).stream().map(some -> some.times(1 / part)).toList();
    }

    private StatementSpec marked(String sql) {
        return jdbc.sql(sql).param("marks", Lineup.MARKS);
    }

    private static List<Part> parts(StatementSpec statement, String bucket) {
        return statement.param("bucket", bucket).query((row, _) -> part(row)).list();
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                new Key(
                        Lane.of(row.getString("lane")),
                        new ClientId(row.getObject("client_id", UUID.class))),
                row.getInt("weight"),
                row.getLong("jobs"),
                row.getLong("units"),
                row.getDouble("tokens"),
                // As the statement chose them.
                Math.max(1, row.getLong("jobs") / Lineup.MARKS),
                Stream.of((UUID[]) row.getArray("marks").getArray()).map(JobId::new).toList());
    }

    private static List<Lineup.Group> groups(List<Part> ahead, List<Part> waiting) {
        var soon = ahead.stream().collect(Collectors.toMap(Part::key, part -> part));
        var groups = new ArrayList<Lineup.Group>();
        waiting.forEach(part -> groups.add(group(part, soon.remove(part.key()))));
        soon.values().forEach(part -> groups.add(onlyAhead(part)));
        return groups;
    }

    private static Lineup.Group group(Part part, @Nullable Part ahead) {
        return new Lineup.Group(
                part.key().lane(),
                part.key().client(),
                part.weight(),
                ahead == null ? 0 : ahead.jobs(),
                part.jobs(),
                part.units() + (ahead == null ? 0 : ahead.units()),
                part.tokens() + (ahead == null ? 0 : ahead.tokens()),
                part.step(),
                part.marks());
    }

    private static Lineup.Group onlyAhead(Part part) {
        return new Lineup.Group(
                part.key().lane(),
                part.key().client(),
                part.weight(),
                part.jobs(),
                0,
                part.units(),
                part.tokens(),
                0,
                part.marks());
    }

    private record Marks(Lane lane, List<Instant> moments) {}

    private Map<Lane, List<Instant>> tickets(String bucket) {
        return marked(TICKETS).param("bucket", bucket).query((row, _) -> marks(row)).list().stream()
                .collect(Collectors.toMap(Marks::lane, Marks::moments));
    }

    private static Marks marks(ResultSet row) throws SQLException {
        var moments = (java.sql.Timestamp[]) row.getArray("marks").getArray();
        return new Marks(
                Lane.of(row.getString("lane")),
                Stream.of(moments).map(java.sql.Timestamp::toInstant).toList());
    }

    @Override
    public Optional<Spot> find(JobId job) {
        return jdbc.sql(FIND).param("job", job.value()).query((row, _) -> spot(row)).optional();
    }

    private static Spot spot(ResultSet row) throws SQLException {
        var due = row.getObject("due_at", OffsetDateTime.class);
        return new Spot(
                new Line(row.getString("bucket"), Lane.of(row.getString("lane"))),
                new ClientId(row.getObject("client_id", UUID.class)),
                row.getInt("units"),
                row.getLong("tokens"),
                row.getString("place").equals("ticketed"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                due == null ? null : due.toInstant());
    }
}
