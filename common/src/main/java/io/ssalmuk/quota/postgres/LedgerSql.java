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

    /** The functions are in migrations, for they are long: see there how a lease is made. */
    static final String LEASE_LINE =
            """
            SELECT ask, lease_id, bucket_id, project_id, key_id, why, wait_millis
            FROM lease_line(:bucket, :units, :tokens, :bulk, :most, :simulated, :share,
                            :occupiedMillis * interval '1 millisecond',
                            :marginMillis * interval '1 millisecond')
            """;

    /** For one call. No row means that the answer is left to {@link #LEASE_LINE}. */
    static final String LEASE_PERMIT =
            """
            SELECT ask, lease_id, bucket_id, project_id, key_id, why, wait_millis
            FROM lease_permit(:bucket, :units, :tokens, :simulated,
                              :occupiedMillis * interval '1 millisecond',
                              :marginMillis * interval '1 millisecond', :lastDraw)
            """;

    /** Where the last 16 begin, of a pool that is too large to be read whole; else NULL. */
    static final String LAST_DRAW =
            """
            SELECT CASE WHEN (SELECT count(*)
                              FROM (SELECT FROM quota_bucket WHERE bucket = :bucket LIMIT 101)) > 100
                   THEN (SELECT shuffle FROM quota_bucket WHERE bucket = :bucket
                         ORDER BY shuffle DESC OFFSET 15 LIMIT 1) END
            """;

    /** The highest of each limit among those who can serve anything at all. */
    static final String LARGEST_LIMITS =
            """
            SELECT count(*) AS projects,
                   CASE WHEN bool_and(b.rpm IS NOT NULL) THEN max(coalesce(q.rpm, b.rpm)) END AS rpm,
                   CASE WHEN bool_and(b.tpm IS NOT NULL) THEN max(coalesce(q.tpm, b.tpm)) END AS tpm,
                   CASE WHEN bool_and(b.rpd IS NOT NULL) THEN max(b.rpd) END AS rpd
            FROM quota_bucket b
            -- What is made use of may be less for a while: a call waits until it no longer is.
            LEFT JOIN quota_belief q ON q.bucket_id = b.id
            WHERE b.bucket = :bucket AND quota_served(b.project_id, :simulated)
              AND coalesce(b.rpm, 1) > 0 AND coalesce(b.tpm, 1) > 0 AND coalesce(b.rpd, 1) > 0
            """;

    static final String SETTLE =
            """
            WITH held AS MATERIALIZED (
                -- The bucket first, as every statement of the ledger: the one that the lease is in
                -- by now, for projects are merged.
                SELECT id FROM quota_bucket
                WHERE id = (SELECT bucket_id FROM quota_lease WHERE id = :lease)
                FOR NO KEY UPDATE
            ),
            tick AS MATERIALIZED (
                -- Counting the locked rows first makes this the time after the locks.
                SELECT CASE WHEN count(*) >= 0 THEN ledger_now() END AS now FROM held
            ),
            settled AS (
                UPDATE quota_lease l SET tokens = :tokens
                FROM held b CROSS JOIN tick
                WHERE l.id = :lease AND l.bucket_id = b.id AND l.free_at > tick.now
                RETURNING l.bucket_id, new.tokens - old.tokens AS more, tick.now
            )
            UPDATE quota_bucket b
            SET occupied_tokens = b.occupied_tokens + s.more,
                ready_at = CASE WHEN s.more < 0
                                THEN least(b.ready_at, greatest(b.cooldown_until, s.now))
                                ELSE b.ready_at END
            FROM settled s
            WHERE b.id = s.bucket_id
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
                RETURNING units, tokens, day
            )
            UPDATE quota_bucket b
            SET occupied = b.occupied - g.units,
                occupied_tokens = greatest(0, b.occupied_tokens - g.tokens),
                ready_at = least(b.ready_at, greatest(b.cooldown_until, ledger_now())),
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

    /**
     * Pools of up to 256 are looked at whole, of larger ones as many: those that are ready first,
     * and some by chance, for some that seem ready may be exhausted.
     */
    static final String OUTLOOK =
            """
            WITH clock AS MATERIALIZED (
                SELECT now, soon, (now AT TIME ZONE 'America/Los_Angeles')::date AS today,
                       ((now + :marginMillis * interval '1 millisecond')
                        AT TIME ZONE 'America/Los_Angeles')::date AS arrival
                FROM (SELECT t.now, t.now + :aheadMillis * interval '1 millisecond' AS soon
                      FROM (SELECT ledger_now() AS now) AS t) AS c
            ),
            sample AS MATERIALIZED (
                (SELECT b.id FROM quota_bucket b WHERE b.bucket = :bucket ORDER BY b.ready_at LIMIT 128)
                UNION
                (SELECT b.id FROM quota_bucket b
                 WHERE b.bucket = :bucket AND b.shuffle >= (SELECT random()) ORDER BY b.shuffle LIMIT 128)
                UNION
                (SELECT b.id FROM quota_bucket b WHERE b.bucket = :bucket ORDER BY b.shuffle LIMIT 128)
            )
            SELECT coalesce(sum(o.permits) FILTER (WHERE o.in_time), 0)::bigint AS permits,
                   coalesce(min(o.wait_millis), 3600000)::bigint AS wait_millis
            FROM (
                SELECT greatest(0, least(
                           r.rpm - r.occupied + e.units, r.day_left, 100000,
                           (r.tpm - r.occupied_tokens + e.tokens) / :tokens)) AS permits,
                       ceil(extract(epoch FROM greatest(w.free_at, c.now) - c.now) * 1000) AS wait_millis,
                       r.cooldown_until <= c.soon AS in_time
                FROM clock c
                CROSS JOIN LATERAL quota_rooms(ARRAY(SELECT s.id FROM sample s), :simulated, c.now,
                                               c.today, c.today < c.arrival) AS r
                CROSS JOIN LATERAL quota_wait(
                    r.id, r.cooldown_until, r.day, coalesce(r.day_left < 1, false),
                    quota_need(r.rpm, r.occupied, 1, 0), quota_need(r.tpm, r.occupied_tokens, :tokens, 0),
                    c.now, c.soon - c.now) AS w
                CROSS JOIN LATERAL (SELECT coalesce(sum(l.units), 0) AS units,
                                           coalesce(sum(l.tokens::float8), 0)::bigint AS tokens
                                    FROM quota_lease l
                                    WHERE l.bucket_id = r.id AND l.free_at > c.now
                                      AND l.free_at <= c.soon) AS e
                WHERE coalesce(r.rpm, 1) > 0 AND coalesce(r.tpm >= :tokens, true) AND coalesce(r.rpd, 1) > 0
            ) AS o
            """;
}
