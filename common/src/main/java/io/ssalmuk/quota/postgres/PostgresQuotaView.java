package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.BucketRoom;
import io.ssalmuk.quota.QuotaView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresQuotaView implements QuotaView {

    private static final String ROOMS =
            """
            -- A sum is unlimited, NULL, as soon as one of its parts is.
            SELECT bucket,
                   count(*) FILTER (WHERE rpm IS DISTINCT FROM 0 AND rpd IS DISTINCT FROM 0)::int
                       AS projects,
                   CASE WHEN every(rpm IS NOT NULL) THEN sum(rpm)::bigint END AS rpm,
                   CASE WHEN every(tpm IS NOT NULL) THEN sum(tpm)::bigint END AS tpm,
                   CASE WHEN every(rpd IS NOT NULL) THEN sum(rpd)::bigint END AS rpd,
                   CASE WHEN every(room_now IS NOT NULL) THEN sum(room_now)::bigint END AS room_now,
                   CASE WHEN every(room_today IS NOT NULL) THEN sum(room_today)::bigint END
                       AS room_today,
                   CASE WHEN every(least(rpm, rpd) IS NOT NULL) THEN max(least(rpm, rpd))::bigint END
                       AS largest
            FROM (
                SELECT b.bucket, b.rpm, b.tpm, b.rpd,
                       CASE WHEN b.cooldown_until > c.now THEN 0
                            WHEN least(b.rpm, b.rpd) IS NOT NULL
                            THEN greatest(0, least(b.rpm - b.occupied + e.units, b.rpd - u.used)) END
                           AS room_now,
                       CASE WHEN b.rpm = 0 OR b.cooldown_until >= c.midnight THEN 0
                            WHEN b.rpd IS NOT NULL THEN greatest(0, b.rpd - u.used) END AS room_today
                FROM (SELECT now, today,
                             (today + 1)::timestamp AT TIME ZONE 'America/Los_Angeles' AS midnight
                      FROM (SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today
                            FROM (SELECT ledger_now() AS now) AS t) AS d) AS c
                CROSS JOIN quota_bucket b
                JOIN project p ON p.id = b.project_id AND p.active AND p.simulated = :simulated
                -- Off the sum that is kept: what has expired since it was set right.
                CROSS JOIN LATERAL (SELECT coalesce(sum(l.units), 0) AS units
                                    FROM quota_lease l
                                    WHERE l.bucket_id = b.id AND l.free_at > b.swept_to
                                      AND l.free_at <= c.now) AS e
                CROSS JOIN LATERAL (SELECT CASE WHEN b.day < c.today THEN 0 ELSE b.day_used END
                                               AS used) AS u
                WHERE EXISTS (SELECT FROM gemini_key k
                              WHERE k.project_id = b.project_id AND k.state = 'active')
            ) AS one
            GROUP BY bucket
            """;

    private final JdbcClient jdbc;
    private final LedgerProperties properties;

    PostgresQuotaView(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    private record Named(String bucket, BucketRoom room) {}

    @Override
    public Map<String, BucketRoom> rooms() {
        return jdbc
                .sql(ROOMS)
                .param("simulated", properties.simulated())
                .query((row, _) -> named(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Named::bucket, Named::room));
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getString("bucket"),
                new BucketRoom(
                        row.getInt("projects"),
                        row.getObject("rpm", Long.class),
                        row.getObject("tpm", Long.class),
                        row.getObject("rpd", Long.class),
                        row.getObject("room_now", Long.class),
                        row.getObject("room_today", Long.class),
                        row.getObject("largest", Long.class)));
    }
}
