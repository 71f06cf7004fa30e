package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.QuotaSupply;
import io.ssalmuk.quota.Supply;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresQuotaSupply implements QuotaSupply {

    /** Enough projects to speak for all others, and few enough leases to read every second. */
    private static final int PROJECTS = 512;

    private static final int LEASES = 20_000;

    /** Releases within so many milliseconds are told as one. */
    private static final int STEP_MILLIS = 250;

    private static final String SUPPLY =
            """
            WITH clock AS MATERIALIZED (
                SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today
                FROM (SELECT ledger_now() AS now) AS t
            ),
            -- The first of an order that means nothing are drawn by chance; always the same ones, so
            -- that a forecast does not jump. A few are read whatever they hold.
            drawn AS MATERIALIZED (
                SELECT d.id
                FROM (SELECT b.id, row_number() OVER w AS place, sum(b.occupied) OVER w AS leases
                      FROM (SELECT id, shuffle, occupied FROM quota_bucket
                            WHERE bucket = :bucket ORDER BY shuffle LIMIT :projects) AS b
                      WINDOW w AS (ORDER BY b.shuffle ROWS UNBOUNDED PRECEDING)) AS d
                WHERE d.place <= 8 OR d.leases <= :leases
            )
            SELECT c.now, c.today,
                   (SELECT count(*) FROM quota_bucket WHERE bucket = :bucket)::float8
                       / greatest(1, (SELECT count(*) FROM drawn)) AS each,
                   r.id, r.rpm, r.tpm, r.rpd, r.occupied, r.occupied_tokens, r.day_left,
                   greatest(r.cooldown_until, c.now) AS rests_until, f.after, f.units, f.tokens
            FROM clock c
            LEFT JOIN LATERAL (
                SELECT q.id, q.rpm, q.tpm, q.rpd, q.occupied, q.occupied_tokens, q.day_left, q.cooldown_until
                FROM quota_rooms(ARRAY(SELECT id FROM drawn), :simulated, c.now, c.today, false) AS q
                WHERE coalesce(q.rpm, 1) > 0 AND coalesce(q.tpm, 1) > 0 AND coalesce(q.rpd, 1) > 0
            ) AS r ON true
            LEFT JOIN LATERAL (
                SELECT array_agg(s.after ORDER BY s.after) AS after,
                       array_agg(s.units ORDER BY s.after) AS units,
                       array_agg(s.tokens ORDER BY s.after) AS tokens
                FROM (SELECT ceil(extract(epoch FROM l.free_at - c.now) * 1000 / :step)::bigint AS after,
                             sum(l.units)::bigint AS units, sum(l.tokens::float8)::bigint AS tokens
                      FROM quota_lease l
                      WHERE l.bucket_id = r.id AND l.free_at > c.now
                      GROUP BY 1) AS s
            ) AS f ON true
            ORDER BY r.id
            """;

    private final JdbcClient jdbc;
    private final LedgerProperties properties;

    PostgresQuotaSupply(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    private record Row(Instant now, LocalDate today, double each, Supply.@Nullable Share share) {}

    @Override
    public Supply of(String bucket) {
        var rows =
                jdbc.sql(SUPPLY)
                        .param("bucket", bucket)
                        .param("simulated", properties.simulated())
                        .param("projects", PROJECTS)
                        .param("leases", LEASES)
                        .param("step", STEP_MILLIS)
                        .query((row, _) -> row(row))
                        .list();
        var first = rows.getFirst();
        return new Supply(
                first.now(),
                first.today(),
                Duration.ofMillis(properties.occupiedMillis()),
                properties.interactiveShare(),
                first.each(),
                rows.stream().map(Row::share).filter(Objects::nonNull).toList());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("now", OffsetDateTime.class).toInstant(),
                row.getObject("today", LocalDate.class),
                row.getDouble("each"),
                row.getObject("id") == null ? null : share(row));
    }

    private static Supply.Share share(ResultSet row) throws SQLException {
        return new Supply.Share(
                row.getObject("rpm", Integer.class),
                row.getObject("tpm", Long.class),
                row.getObject("rpd", Integer.class),
                row.getLong("occupied"),
                row.getLong("occupied_tokens"),
                row.getObject("day_left", Integer.class),
                row.getObject("rests_until", OffsetDateTime.class).toInstant(),
                releases(row));
    }

    private static List<Supply.Release> releases(ResultSet row) throws SQLException {
        var after = numbers(row, "after");
        var units = numbers(row, "units");
        var tokens = numbers(row, "tokens");
        return IntStream.range(0, after.length)
                .mapToObj(n ->
                        new Supply.Release(
                                Duration.ofMillis(after[n] * STEP_MILLIS), units[n], tokens[n]))
                .toList();
    }

    private static long[] numbers(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null
                ? new long[0]
                : Stream.of((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
    }
}
