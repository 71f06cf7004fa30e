package io.ssalmuk.quota.postgres;

/**
 * The ledger's statements.
 *
 * <p>What is granted rests on two things only: the bucket's row, read after it is locked, and the
 * leases that the statement itself deleted. Everything else in a statement is read from its
 * snapshot, which may be older than the lock.
 */
final class LedgerSql {

    private LedgerSql() {}

    static final String LEASE_PERMITS =
            """
            WITH candidate AS MATERIALIZED (
                -- Read without locks: an order of preference, no more.
                SELECT b.id,
                       least((b.rpm - coalesce(t.taken, 0))::float8 / nullif(b.rpm, 0),
                             (b.rpd - CASE WHEN b.day < c.today THEN 0 ELSE b.day_used END)::float8
                                 / nullif(b.rpd, 0),
                             1) AS score
                FROM (SELECT ledger_now() AS now,
                             (ledger_now() AT TIME ZONE 'America/Los_Angeles')::date AS today) AS c
                CROSS JOIN quota_bucket b
                JOIN project p ON p.id = b.project_id AND p.active AND p.simulated = :simulated
                CROSS JOIN LATERAL (SELECT sum(l.units) AS taken
                                    FROM quota_lease l
                                    WHERE l.bucket_id = b.id AND l.free_at > c.now) AS t
                WHERE b.bucket = :bucket AND b.cooldown_until <= c.now
                  AND (b.rpm IS NULL OR b.rpm - coalesce(t.taken, 0) >= :units)
                  AND (b.rpd IS NULL OR b.day < c.today OR b.rpd - b.day_used >= :units)
                  AND EXISTS (SELECT FROM gemini_key k
                              WHERE k.project_id = b.project_id AND k.state = 'active')
            ),
            locked AS MATERIALIZED (
                -- A busy bucket is skipped, not waited for. A statement that never waits for a
                -- bucket while it holds another cannot deadlock, whatever the order.
                SELECT b.id, b.project_id, b.rpm, b.rpd, b.occupied, b.day, b.day_used
                FROM candidate c
                JOIN quota_bucket b ON b.id = c.id
                WHERE b.cooldown_until <= ledger_now()
                ORDER BY c.score DESC, random()
                LIMIT :wanted
                FOR NO KEY UPDATE OF b SKIP LOCKED
            ),
            tick AS MATERIALIZED (
                -- Counting the locked rows first makes this the time after the locks.
                -- In a day's last moments its calls could arrive on the next, so none leaves.
                SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today,
                       (now AT TIME ZONE 'America/Los_Angeles')::date
                           < ((now + :marginMillis * interval '1 millisecond')
                              AT TIME ZONE 'America/Los_Angeles')::date AS closing
                FROM (SELECT CASE WHEN count(*) >= 0 THEN ledger_now() END AS now FROM locked) AS t
            ),
            gone AS (
                DELETE FROM quota_lease l
                USING locked b, tick
                WHERE l.bucket_id = b.id AND l.free_at <= tick.now
                RETURNING l.bucket_id, l.units
            ),
            room AS MATERIALIZED (
                SELECT b.id, b.project_id, b.occupied - b.freed AS occupied, b.day_used, b.rpm,
                       b.day, b.now,
                       greatest(0, least(b.rpm - b.occupied + b.freed,
                                         CASE WHEN b.closing THEN 0 * b.rpd ELSE b.rpd - b.day_used END,
                                         :units * :wanted)) / :units AS permits
                FROM (SELECT l.id, l.project_id, l.rpm, l.rpd, l.occupied, tick.now, tick.closing,
                             -- A day that has begun is not taken back by a clock that is.
                             greatest(l.day, tick.today) AS day,
                             CASE WHEN l.day < tick.today THEN 0 ELSE l.day_used END AS day_used,
                             coalesce((SELECT sum(g.units) FROM gone g WHERE g.bucket_id = l.id), 0)
                                 AS freed
                      FROM locked l CROSS JOIN tick) AS b
            ),
            picked AS MATERIALIZED (
                -- Permit by permit, the next comes from the bucket with the most left after it.
                SELECT r.id
                FROM room r
                CROSS JOIN LATERAL generate_series(1, r.permits) AS n
                ORDER BY CASE WHEN r.rpm IS NULL THEN 1
                              ELSE (r.rpm - r.occupied - (n - 1) * :units)::float8 / r.rpm END DESC,
                         random()
                LIMIT :wanted
            ),
            charged AS (
                UPDATE quota_bucket b
                SET occupied = r.occupied + r.leased, day = r.day, day_used = r.day_used + r.leased
                FROM (SELECT r.id, r.occupied, r.day_used, r.day,
                             :units * (SELECT count(*)::int FROM picked p WHERE p.id = r.id) AS leased
                      FROM room r) AS r
                WHERE b.id = r.id
            ),
            leased AS (
                INSERT INTO quota_lease (bucket_id, units, day, free_at)
                SELECT r.id, :units, r.day, r.now + :occupiedMillis * interval '1 millisecond'
                FROM picked p
                JOIN room r ON r.id = p.id
                RETURNING id, bucket_id
            )
            SELECT l.id AS lease_id, l.bucket_id, r.project_id, k.id AS key_id
            FROM leased l
            JOIN room r ON r.id = l.bucket_id
            CROSS JOIN LATERAL (SELECT k.id FROM gemini_key k
                                WHERE k.project_id = r.project_id AND k.state = 'active'
                                ORDER BY hashint8extended(k.id, l.id)
                                LIMIT 1) AS k
            """;

    /** The bucket that comes free first, and what it waits for. */
    static final String WHY_NONE =
            """
            SELECT why, ceil(extract(epoch FROM (free_at - now)) * 1000)::bigint AS wait_millis
            FROM (
                SELECT c.now, w.why, w.free_at
                FROM (SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today,
                             ((now + :marginMillis * interval '1 millisecond')
                              AT TIME ZONE 'America/Los_Angeles')::date AS closing_for
                      FROM (SELECT ledger_now() AS now) AS t) AS c
                CROSS JOIN quota_bucket b
                JOIN project p ON p.id = b.project_id AND p.active AND p.simulated = :simulated
                CROSS JOIN LATERAL (
                    SELECT s.why, s.free_at
                    FROM (VALUES
                        ('COOLDOWN', greatest(b.cooldown_until, c.now)),
                        ('DAY', CASE WHEN b.day >= c.today AND b.rpd - b.day_used < :units
                                     THEN (b.day + 1)::timestamp AT TIME ZONE 'America/Los_Angeles'
                                     WHEN b.rpd IS NOT NULL AND c.today < c.closing_for
                                     THEN c.closing_for::timestamp AT TIME ZONE 'America/Los_Angeles'
                                END),
                        -- The moment when enough of the oldest leases have ended.
                        ('MINUTE', (SELECT o.free_at
                                    FROM (SELECT l.free_at,
                                                 sum(l.units) OVER (ORDER BY l.free_at DESC, l.id)
                                                     AS newer
                                          FROM quota_lease l
                                          WHERE l.bucket_id = b.id AND l.free_at > c.now) AS o
                                    WHERE o.newer > b.rpm - :units
                                    ORDER BY o.free_at DESC
                                    LIMIT 1))
                    ) AS s (why, free_at)
                    WHERE s.free_at IS NOT NULL
                    ORDER BY s.free_at DESC
                    LIMIT 1
                ) AS w
                WHERE b.bucket = :bucket
                  AND coalesce(b.rpm, :units) >= :units AND coalesce(b.rpd, :units) >= :units
                  AND EXISTS (SELECT FROM gemini_key k
                              WHERE k.project_id = b.project_id AND k.state = 'active')
            ) AS soonest
            ORDER BY free_at
            LIMIT 1
            """;

    static final String GIVE_BACK =
            """
            WITH held AS (
                -- The bucket first, as every statement of the ledger.
                SELECT id FROM quota_bucket WHERE id = :bucketId FOR NO KEY UPDATE
            ),
            gone AS (
                DELETE FROM quota_lease
                WHERE id = :lease AND bucket_id = (SELECT id FROM held)
                RETURNING units, day
            )
            UPDATE quota_bucket b
            SET occupied = b.occupied - g.units,
                day_used = b.day_used - CASE WHEN b.day = g.day THEN g.units ELSE 0 END
            FROM gone g
            WHERE b.id = :bucketId
            """;

    static final String RENEW =
            """
            WITH held AS MATERIALIZED (
                -- The bucket first, as every statement of the ledger.
                SELECT id, rpd, cooldown_until FROM quota_bucket WHERE id = :bucketId
                FOR NO KEY UPDATE
            ),
            tick AS MATERIALIZED (
                -- Counting the locked rows first makes this the time after the locks.
                SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today,
                       ((now + :marginMillis * interval '1 millisecond')
                        AT TIME ZONE 'America/Los_Angeles')::date AS arrival
                FROM (SELECT CASE WHEN count(*) >= 0 THEN ledger_now() END AS now FROM held) AS t
            )
            UPDATE quota_lease l
            SET free_at = greatest(l.free_at,
                                   tick.now + :occupiedMillis * interval '1 millisecond')
            FROM held b CROSS JOIN tick
            WHERE l.id = :lease AND l.bucket_id = b.id AND l.free_at > tick.now
              AND b.cooldown_until <= tick.now
              AND l.day >= CASE WHEN b.rpd IS NULL THEN tick.today ELSE tick.arrival END
            """;

    /** Whatever the bucket does meanwhile: the call has left, and counts. */
    static final String STAMP =
            """
            WITH held AS MATERIALIZED (
                -- The bucket first, as every statement of the ledger.
                SELECT id FROM quota_bucket WHERE id = :bucketId FOR NO KEY UPDATE
            ),
            tick AS MATERIALIZED (
                -- Counting the locked rows first makes this the time after the locks.
                SELECT now, (now AT TIME ZONE 'America/Los_Angeles')::date AS today
                FROM (SELECT CASE WHEN count(*) >= 0 THEN ledger_now() END AS now FROM held) AS t
            ),
            stamped AS (
                UPDATE quota_lease l
                SET free_at = greatest(l.free_at,
                                       tick.now + :occupiedMillis * interval '1 millisecond'),
                    day = greatest(l.day, tick.today)
                FROM held b CROSS JOIN tick
                WHERE l.id = :lease AND l.bucket_id = b.id AND l.free_at > tick.now
                RETURNING new.units, new.day, old.day < new.day AS day_began
            ),
            counted AS (
                -- Nobody knows on which side of midnight it is counted, so it is on both.
                UPDATE quota_bucket b
                SET day_used = CASE WHEN b.day < s.day THEN 0 ELSE b.day_used END + s.units,
                    day = greatest(b.day, s.day)
                FROM stamped s
                WHERE b.id = :bucketId AND s.day_began
            )
            SELECT EXISTS (SELECT FROM stamped)
            """;

    static final String COOL_DOWN =
            """
            UPDATE quota_bucket
            SET cooldown_until = ledger_now() + :pauseMillis * interval '1 millisecond',
                cooldown_reason = :reason
            WHERE id = :bucketId
              AND cooldown_until < ledger_now() + :pauseMillis * interval '1 millisecond'
            """;

    static final String COOL_DOWN_FOR_THE_DAY =
            """
            UPDATE quota_bucket b
            SET cooldown_until = u.until, cooldown_reason = :reason
            FROM (SELECT greatest(
                             ((now AT TIME ZONE 'America/Los_Angeles')::date + 1)::timestamp
                                 AT TIME ZONE 'America/Los_Angeles',
                             now + :pauseMillis * interval '1 millisecond') AS until
                  FROM (SELECT ledger_now() AS now) AS t) AS u
            WHERE b.id = :bucketId AND b.cooldown_until < u.until
            """;

    static final String OUTLOOK =
            """
            SELECT coalesce(sum(o.permits) FILTER (WHERE o.in_time), 0)::bigint AS permits,
                   coalesce(min(o.wait_millis), 3600000)::bigint AS wait_millis
            FROM (
                SELECT greatest(0, least(b.rpm - t.taken,
                                         b.rpd - CASE WHEN b.day < c.today THEN 0 ELSE b.day_used END,
                                         100000)) AS permits,
                       extract(epoch FROM greatest(
                           b.cooldown_until,
                           CASE WHEN b.rpm <= t.live THEN t.first_free END,
                           CASE WHEN b.day >= c.today AND b.rpd <= b.day_used
                                THEN (b.day + 1)::timestamp AT TIME ZONE 'America/Los_Angeles' END,
                           c.now) - c.now) * 1000 AS wait_millis,
                       b.cooldown_until <= c.soon AS in_time
                FROM (SELECT ledger_now() AS now,
                             ledger_now() + :aheadMillis * interval '1 millisecond' AS soon,
                             (ledger_now() AT TIME ZONE 'America/Los_Angeles')::date AS today) AS c
                CROSS JOIN quota_bucket b
                JOIN project p ON p.id = b.project_id AND p.active AND p.simulated = :simulated
                CROSS JOIN LATERAL (SELECT coalesce(sum(l.units) FILTER (WHERE l.free_at > c.soon), 0)
                                               AS taken,
                                           coalesce(sum(l.units), 0) AS live,
                                           min(l.free_at) AS first_free
                                    FROM quota_lease l
                                    WHERE l.bucket_id = b.id AND l.free_at > c.now) AS t
                WHERE b.bucket = :bucket AND b.rpm IS DISTINCT FROM 0 AND b.rpd IS DISTINCT FROM 0
                  AND EXISTS (SELECT FROM gemini_key k
                              WHERE k.project_id = b.project_id AND k.state = 'active')
            ) AS o
            """;
}
