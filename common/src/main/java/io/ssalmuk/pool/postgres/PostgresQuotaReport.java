package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.QuotaReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresQuotaReport implements QuotaReport {

    private static final String PAGE =
            """
            SELECT p.id AS project_id, p.name AS project, p.tier, b.bucket, q.working,
                   (CASE WHEN q.bucket_id IS NULL THEN b.rpm ELSE q.rpm END)::bigint AS rpm,
                   coalesce(q.tpm, b.tpm) AS tpm,
                   b.rpd::bigint AS rpd, coalesce(q.rpm_source, b.limit_source) AS rpm_source,
                   coalesce(q.tpm_source, b.limit_source) AS tpm_source,
                   coalesce(q.rpd_source, b.limit_source) AS rpd_source,
                   b.occupied - e.units AS taken, n.units AS fresh,
                   b.occupied_tokens - e.tokens AS taken_tokens, n.tokens AS fresh_tokens, t.first_free,
                   CASE WHEN b.day < c.today THEN 0 ELSE b.day_used END AS day_used,
                   (c.today + 1)::timestamp AT TIME ZONE 'America/Los_Angeles' AS midnight,
                   CASE WHEN b.cooldown_until > c.now THEN b.cooldown_until END AS rests_until,
                   CASE WHEN b.cooldown_until > c.now THEN b.cooldown_reason END AS reason
            FROM (SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today
                  FROM (SELECT ledger_now() AS now) AS n) AS c
            CROSS JOIN quota_bucket b
            JOIN project p ON p.id = b.project_id AND p.simulated = :simulated
            LEFT JOIN quota_belief q ON q.bucket_id = b.id
            -- Off the sums that are kept: what has expired since they were set right.
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(l.units), 0) AS units,
                       coalesce(sum(l.tokens::float8), 0)::bigint AS tokens
                FROM quota_lease l
                WHERE l.bucket_id = b.id AND l.free_at > b.swept_to AND l.free_at <= c.now) AS e
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(l.units), 0) AS units,
                       coalesce(sum(l.tokens::float8), 0)::bigint AS tokens
                FROM quota_lease l
                WHERE l.bucket_id = b.id AND l.free_at > c.now
                    + (:occupiedMillis - :marginMillis) * interval '1 millisecond') AS n
            CROSS JOIN LATERAL (
                SELECT min(l.free_at) AS first_free
                FROM quota_lease l
                WHERE l.bucket_id = b.id AND l.free_at > c.now) AS t
            WHERE p.merged_into IS NULL AND p.removed_at IS NULL
              AND (b.project_id, b.bucket) > (:afterProject, :afterBucket)
              AND b.project_id = coalesce(:project::bigint, b.project_id)
              AND b.bucket = coalesce(:bucket::text, b.bucket)
              AND (NOT :inUse OR b.occupied - e.units > 0 OR b.cooldown_until > c.now
                   OR (b.day >= c.today AND b.day_used > 0))
            ORDER BY b.project_id, b.bucket
            LIMIT :most
            """;

    private static final String HEALTH =
            """
            SELECT count(*) FILTER (WHERE k.state = 'active')::int AS active,
                   count(*) FILTER (WHERE k.state = 'quarantined')::int AS quarantined,
                   count(*) FILTER (WHERE k.state = 'disabled')::int AS disabled,
                   (SELECT count(*)::int FROM quota_bucket b JOIN project r ON r.id = b.project_id
                    WHERE r.simulated = :simulated AND b.cooldown_until > ledger_now()) AS resting
            FROM gemini_key k
            JOIN project p ON p.id = k.project_id AND p.simulated = :simulated
            """;

    private final JdbcClient jdbc;
    private final LedgerWindow ledger;

    PostgresQuotaReport(JdbcClient jdbc, LedgerWindow ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    public List<Account> page(Filter filter, Position after, int most) {
        return accounts(after, most)
                .param("project", filter.project().orElse(null))
                .param("bucket", filter.bucket().orElse(null))
                .param("inUse", false)
                .query((row, _) -> account(row))
                .list();
    }

    @Override
    public List<Account> inUse(int most) {
        return accounts(Position.START, most)
                .param("project", null)
                .param("bucket", null)
                .param("inUse", true)
                .query((row, _) -> account(row))
                .list();
    }

    private StatementSpec accounts(Position after, int most) {
        return jdbc.sql(PAGE)
                .param("simulated", ledger.simulated())
                .param("occupiedMillis", ledger.occupiedMillis())
                .param("marginMillis", ledger.margin().toMillis())
                .param("afterProject", after.project())
                .param("afterBucket", after.bucket())
                .param("most", most);
    }

    private static Account account(ResultSet row) throws SQLException {
        long fresh = row.getLong("fresh");
        long left = row.getLong("taken") - fresh;
        long freshTokens = row.getLong("fresh_tokens");
        long leftTokens = Math.max(0, row.getLong("taken_tokens") - freshTokens);
        long today = row.getLong("day_used");
        return new Account(
                row.getLong("project_id"),
                row.getString("project"),
                row.getString("tier"),
                row.getString("bucket"),
                meter(row, "rpm", left, fresh),
                meter(row, "tpm", leftTokens, freshTokens),
                meter(row, "rpd", Math.max(0, today - fresh), Math.min(today, fresh)),
                row.getObject("working", Integer.class),
                instant(row, "first_free"),
                row.getObject("midnight", OffsetDateTime.class).toInstant(),
                instant(row, "rests_until"),
                row.getString("reason"));
    }

    private static Meter meter(ResultSet row, String dimension, long used, long reserved)
            throws SQLException {
        return new Meter(
                row.getObject(dimension, Long.class),
                row.getString(dimension + "_source"),
                used,
                reserved);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public Health health() {
        return jdbc.sql(HEALTH)
                .param("simulated", ledger.simulated())
                .query((row, _) ->
                        new Health(
                                row.getInt("active"),
                                row.getInt("quarantined"),
                                row.getInt("disabled"),
                                row.getInt("resting")))
                .single();
    }
}
