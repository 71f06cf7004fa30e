-- A lease that costs less, whatever the number of projects.

-- Leases permits for calls that wait, given in the order in which they should be served: as
-- lease_permits, which is called, and has the usual case of one call for which there is room.
ALTER FUNCTION lease_permits(text, integer[], bigint[], boolean[], integer, boolean, double precision, interval,
                             interval) RENAME TO lease_line;
CREATE OR REPLACE FUNCTION lease_line(
    p_bucket text, p_units integer[], p_tokens bigint[], p_bulk boolean[],
    p_most integer, p_simulated boolean,
    p_kept double precision, -- the part of each limit that bulk calls leave alone
    p_occupied interval, p_margin interval)
    RETURNS TABLE (ask integer, lease_id bigint, bucket_id bigint, project_id bigint, key_id bigint,
                   why text, wait_millis bigint)
    LANGUAGE plpgsql
    -- A plan made while the tables were small must serve when they are large.
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS
$$
#variable_conflict use_column
DECLARE
    -- Pools of this size are read whole; from larger ones so many are drawn, or one per permit.
    c_whole   CONSTANT integer := 100;
    c_drawn   CONSTANT integer := 16;
    v_seen    timestamptz := ledger_now();
    v_now     timestamptz;
    v_today   date;
    v_closing boolean;
    v_draw    integer := greatest(c_drawn, p_most);
    v_pivot   double precision := random();
    v_span    double precision;
    v_large   boolean;
    v_drawn   bigint[];
    v_ids     bigint[];       -- the candidates
    v_locked  quota_bucket[];
    v_swept   quota_room[];   -- what is locked, before anything is placed
    v_rooms   quota_room[];   -- and after
    v_others  quota_room[];   -- candidates that are not locked
    v_out     bigint[] := '{}'; -- kept for a call that did not fit, out of this round
    v_missed  integer[] := '{}';
    v_refused integer[] := '{}';
    v_asks    integer[] := '{}'; -- of each permit: its call, its lease, its room
    v_leases  bigint[] := '{}';
    v_places  integer[] := '{}';
    v_busy    boolean := false;
    v_why     text;
    v_until   timestamptz;
    v_kept    double precision;
    v_units   integer;
    v_tokens  bigint;
    v_room    record;
BEGIN
    v_today := (v_seen AT TIME ZONE 'America/Los_Angeles')::date;
    v_closing := v_today < ((v_seen + p_margin) AT TIME ZONE 'America/Los_Angeles')::date;
    -- So many neighbours, from a place taken by chance in an order that means nothing. How close they
    -- lie tells about how many there are: only a pool that may be small is counted.
    SELECT array_agg(d.id), max(d.shuffle) - min(d.shuffle) INTO v_ids, v_span
    FROM (SELECT b.id, b.shuffle FROM quota_bucket b WHERE b.bucket = p_bucket AND b.shuffle >= v_pivot
          ORDER BY b.shuffle LIMIT v_draw) AS d;
    v_large := coalesce(cardinality(v_ids) = v_draw AND v_span * 3 * c_whole < v_draw, false);
    IF NOT v_large THEN
        v_drawn := v_ids;
        v_ids := ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket LIMIT c_whole + 1);
        v_large := cardinality(v_ids) > c_whole;
        IF v_large THEN
            v_ids := v_drawn || ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket
                                      ORDER BY b.shuffle LIMIT v_draw - coalesce(cardinality(v_drawn), 0));
        END IF;
    END IF;
    -- What takes none of these calls is not looked at further.
    v_units := p_units[1];
    v_tokens := p_tokens[1];
    v_kept := CASE WHEN p_bulk[1] THEN p_kept ELSE 0 END;
    IF cardinality(p_units) > 1 THEN
        SELECT min(a.units), min(a.tokens), CASE WHEN bool_and(a.bulk) THEN p_kept ELSE 0 END
        INTO v_units, v_tokens, v_kept
        FROM unnest(p_units, p_tokens, p_bulk) AS a (units, tokens, bulk);
    END IF;

    FOR v_round IN 1..2 LOOP
        -- A busy bucket is skipped, not waited for. A statement that never waits for a bucket while it
        -- holds another cannot deadlock, whatever the order. Those that fit the first call come first,
        -- then those with the most left; they are locked one by one, until there are enough.
        SELECT array_agg(l.bucket) INTO v_locked
        FROM (SELECT c.bucket
              FROM (SELECT b AS bucket, b.project_id
                    FROM quota_bucket b
                    CROSS JOIN LATERAL (SELECT coalesce(sum(l.units), 0) AS units,
                                               -- Summing bigints would take numerics, for nothing.
                                               coalesce(sum(l.tokens::float8), 0)::bigint AS tokens
                                        FROM quota_lease l
                                        WHERE l.bucket_id = b.id AND l.free_at > b.swept_to
                                          AND l.free_at <= v_seen) AS e
                    CROSS JOIN LATERAL (SELECT quota_day_left(b.rpd, b.day, b.day_used, v_today, v_closing)
                                                   AS left_) AS d
                    WHERE b.id = ANY (v_ids) AND b.cooldown_until <= v_seen
                      AND quota_need(b.rpm, b.occupied - e.units, v_units, v_kept) <= 0
                      AND quota_need(b.tpm, b.occupied_tokens - e.tokens, v_tokens, v_kept) <= 0
                      AND (b.rpd IS NULL OR d.left_ >= v_units)
                    ORDER BY quota_need(b.rpm, b.occupied - e.units, p_units[1], 0) > 0
                             OR quota_need(b.tpm, b.occupied_tokens - e.tokens, p_tokens[1], 0) > 0
                             OR coalesce(d.left_ < p_units[1], false),
                             quota_score(b.rpm, b.tpm, b.rpd, b.occupied - e.units,
                                         b.occupied_tokens - e.tokens, d.left_) DESC, random()
                    FOR NO KEY UPDATE OF b SKIP LOCKED) AS c
              -- As in quota_served; the planner would ask that of every candidate, and not in order.
              WHERE (SELECT count(*)
                     FROM project p JOIN gemini_key k ON k.project_id = p.id AND k.state = 'active'
                     WHERE p.id = c.project_id AND p.active AND p.simulated = p_simulated) > 0
              LIMIT p_most) AS l;
        EXIT WHEN v_locked IS NOT NULL OR NOT v_large OR v_round = 2;
        v_ids := v_ids || quota_ready(p_bucket, p_simulated, v_seen, v_today, v_closing, p_occupied);
    END LOOP;

    -- The time after the locks, never before: a lease would end too early by the time they took.
    v_now := ledger_now();
    v_today := (v_now AT TIME ZONE 'America/Los_Angeles')::date;
    v_closing := v_today < ((v_now + p_margin) AT TIME ZONE 'America/Los_Angeles')::date;
    WITH gone AS (
        DELETE FROM quota_lease l
        -- Bucket by bucket: a join may be planned to read the ended leases of everybody, of which there
        -- are as many as there are projects.
        WHERE l.id = ANY (ARRAY(
            SELECT ended.id
            FROM unnest(v_locked) AS b
            CROSS JOIN LATERAL (SELECT o.id FROM quota_lease o
                                WHERE o.bucket_id = b.id AND o.free_at > b.swept_to AND o.free_at <= v_now
                                OFFSET 0) AS ended))
        RETURNING l.bucket_id, l.units, l.tokens
    ),
    swept AS (
        SELECT b.id, b.project_id, b.rpm, b.tpm, b.rpd, b.day, b.day_used, b.cooldown_until,
               b.occupied - coalesce(g.units, 0) AS occupied,
               -- Without a lease there is nothing to add up. (A release that knew nothing of tokens
               -- may have deleted some.)
               CASE WHEN b.occupied = coalesce(g.units, 0) THEN 0
                    ELSE greatest(0, b.occupied_tokens - coalesce(g.tokens, 0)) END AS tokens,
               g.units IS NOT NULL AS touched
        FROM unnest(v_locked) AS b
        LEFT JOIN (SELECT g.bucket_id, sum(g.units) AS units, sum(g.tokens) AS tokens
                   FROM gone g GROUP BY g.bucket_id) AS g ON g.bucket_id = b.id
    )
    SELECT array_agg(ROW (s.id, s.project_id, s.rpm, s.tpm, s.rpd, s.occupied, s.tokens,
                          -- A day that has begun is not taken back by a clock that is.
                          greatest(s.day, v_today), d.day_left, s.cooldown_until, 0, s.touched,
                          quota_score(s.rpm, s.tpm, s.rpd, s.occupied::bigint, s.tokens::bigint,
                                      d.day_left))::quota_room)
    INTO v_swept
    FROM swept s
    CROSS JOIN LATERAL (SELECT quota_day_left(s.rpd, s.day, s.day_used, v_today, v_closing) AS day_left) AS d;
    v_rooms := v_swept;

    FOR v_ask IN 1..cardinality(p_units) LOOP
        EXIT WHEN cardinality(v_asks) = p_most;
        -- Where a smaller call before it found no room, this one has none either.
        IF cardinality(v_missed) > 0 THEN
            CONTINUE WHEN EXISTS (SELECT FROM unnest(v_missed) AS m
                                  WHERE p_units[m] <= p_units[v_ask] AND p_tokens[m] <= p_tokens[v_ask]
                                    AND p_bulk[m] <= p_bulk[v_ask]);
        END IF;
        v_kept := CASE WHEN p_bulk[v_ask] THEN p_kept ELSE 0 END;
        SELECT r.place,
               ROW (r.id, r.project_id, r.rpm, r.tpm, r.rpd, r.occupied + p_units[v_ask], r.tokens + p_tokens[v_ask],
                    r.day, r.day_left - p_units[v_ask], r.cooldown_until, r.leased + p_units[v_ask], true,
                    quota_score(r.rpm, r.tpm, r.rpd, r.occupied + p_units[v_ask], r.tokens + p_tokens[v_ask],
                                r.day_left - p_units[v_ask]))::quota_room AS taken
        INTO v_room
        FROM unnest(v_rooms) WITH ORDINALITY AS r (id, project_id, rpm, tpm, rpd, occupied, tokens, day,
                                                   day_left, cooldown_until, leased, touched, score, place)
        WHERE r.id <> ALL (v_out) AND r.cooldown_until <= v_now
          AND quota_need(r.rpm, r.occupied, p_units[v_ask], v_kept) <= 0
          AND quota_need(r.tpm, r.tokens, p_tokens[v_ask], v_kept) <= 0
          AND (r.rpd IS NULL OR r.day_left >= p_units[v_ask])
        ORDER BY r.score DESC
        LIMIT 1;
        IF FOUND THEN
            v_rooms[v_room.place] := v_room.taken;
            v_asks := v_asks || v_ask;
            v_leases := v_leases || nextval('quota_lease_id_seq');
            v_places := v_places || v_room.place::integer;
            CONTINUE;
        END IF;

        -- It waits. The bucket that will take it soonest is kept for it, or smaller calls behind it
        -- would fill that for ever; they may have all the others.
        EXIT WHEN cardinality(v_asks) > 0 AND v_ask = cardinality(p_units);
        v_missed := v_missed || v_ask;
        IF v_others IS NULL THEN
            IF v_large THEN
                v_ids := v_ids || ARRAY(SELECT b.id FROM quota_bucket b
                                        WHERE b.bucket = p_bucket AND b.ready_at > v_now
                                        ORDER BY b.ready_at LIMIT c_drawn);
            END IF;
            SELECT coalesce(array_agg(r), '{}') INTO v_others
            FROM quota_rooms(v_ids, p_simulated, v_now, v_today, v_closing) AS r
            WHERE r.id NOT IN (SELECT s.id FROM unnest(v_rooms) AS s);
        END IF;
        SELECT r.id, w.why, w.free_at INTO v_room
        FROM unnest(v_rooms || v_others) AS r
        CROSS JOIN LATERAL quota_wait(r.id, r.cooldown_until, r.day, coalesce(r.day_left < p_units[v_ask], false),
                                      quota_need(r.rpm, r.occupied, p_units[v_ask], v_kept),
                                      quota_need(r.tpm, r.occupied_tokens, p_tokens[v_ask], v_kept),
                                      v_now, p_occupied) AS w
        WHERE r.id <> ALL (v_out)
          AND coalesce(r.rpm >= p_units[v_ask], true) AND coalesce(r.tpm >= p_tokens[v_ask], true)
          AND coalesce(r.rpd >= p_units[v_ask], true)
        ORDER BY w.free_at
        LIMIT 1;
        IF FOUND AND v_room.free_at <= v_now THEN
            v_busy := true; -- There is room, and another lease has its bucket this instant.
        ELSIF FOUND THEN
            v_out := v_out || v_room.id;
            IF v_until IS NULL OR v_room.free_at < v_until THEN
                v_until := v_room.free_at;
                v_why := v_room.why;
            END IF;
        ELSIF NOT EXISTS (
            SELECT FROM quota_bucket b
            LEFT JOIN quota_belief q ON q.bucket_id = b.id
            WHERE b.bucket = p_bucket AND quota_served(b.project_id, p_simulated)
              AND coalesce(coalesce(q.rpm, b.rpm) >= p_units[v_ask], true)
              AND coalesce(coalesce(q.tpm, b.tpm) >= p_tokens[v_ask], true)
              AND coalesce(b.rpd >= p_units[v_ask], true))
        THEN
            v_refused := v_refused || v_ask;
        ELSIF v_until IS NULL AND v_large IS NOT TRUE THEN
            -- Working limits are too low for it, for now. They rise one step at a time.
            v_until := v_now + p_occupied;
            v_why := 'MINUTE';
        END IF;
    END LOOP;

    IF cardinality(v_refused) > 0 THEN
        -- Said at once, before anything is granted: who asked can only take these calls back.
        v_rooms := v_swept;
        v_asks := '{}';
    END IF;

    IF cardinality(v_asks) > 0 THEN
        INSERT INTO quota_lease (id, bucket_id, units, tokens, day, free_at)
        OVERRIDING SYSTEM VALUE
        SELECT g.lease, (v_rooms[g.place]).id, p_units[g.ask], p_tokens[g.ask], (v_rooms[g.place]).day,
               v_now + p_occupied
        FROM unnest(v_asks, v_leases, v_places) AS g (ask, lease, place);
    END IF;
    UPDATE quota_bucket b
    SET occupied = r.occupied, occupied_tokens = r.occupied_tokens, day = r.day, swept_to = v_now,
        day_used = CASE WHEN b.day < r.day THEN 0 ELSE b.day_used END + r.leased
    FROM unnest(v_rooms) AS r
    WHERE b.id = r.id AND r.touched;

    IF cardinality(v_asks) > 0 THEN
        RETURN QUERY
            SELECT g.ask, g.lease, (v_rooms[g.place]).id, (v_rooms[g.place]).project_id, k.id, NULL, NULL::bigint
            FROM unnest(v_asks, v_leases, v_places) AS g (ask, lease, place)
            CROSS JOIN LATERAL (SELECT k.id FROM gemini_key k
                                WHERE k.project_id = (v_rooms[g.place]).project_id AND k.state = 'active'
                                ORDER BY hashint8extended(k.id, g.lease)
                                LIMIT 1) AS k;
    ELSIF cardinality(v_refused) > 0 THEN
        RETURN QUERY
            SELECT r.ask, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, 'TOO_LARGE', NULL::bigint
            FROM unnest(v_refused) AS r (ask);
    ELSE
        RETURN QUERY
            SELECT NULL::integer, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
                   CASE WHEN v_busy OR v_until IS NULL THEN 'BUSY' ELSE v_why END,
                   ceil(extract(epoch FROM (v_until - v_now)) * 1000)::bigint;
    END IF;
END
$$;

-- Leases permits for calls that wait, given in the order in which they should be served. For each
-- that got one: its place in that order, and the permit. Where none did, one row says why; "ask" is
-- set in it if that call could never be served.
-- One permit at a time is most of what is asked, and mostly there is room for the first in line.
-- Starting a statement costs more than what it does, so that case has few and simple ones, and says
-- nothing about why not: whatever it cannot grant is left to lease_line.
CREATE FUNCTION lease_permits(
    p_bucket text, p_units integer[], p_tokens bigint[], p_bulk boolean[],
    p_most integer, p_simulated boolean,
    p_kept double precision, -- the part of each limit that bulk calls leave alone
    p_occupied interval, p_margin interval)
    RETURNS TABLE (ask integer, lease_id bigint, bucket_id bigint, project_id bigint, key_id bigint,
                   why text, wait_millis bigint)
    LANGUAGE plpgsql
    -- A plan made while the tables were small must serve when they are large.
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
#variable_conflict use_column
DECLARE
    c_whole  CONSTANT integer := 100; -- as in lease_line
    c_drawn  CONSTANT integer := 16;
    v_units  integer := p_units[1];
    v_tokens bigint := p_tokens[1];
    v_now    timestamptz := ledger_now();
    v_today  date := (v_now AT TIME ZONE 'America/Los_Angeles')::date;
    v_pivot  double precision := random();
    v_span   double precision;
    v_drawn  bigint[];
    v_ids    bigint[];
    v_id     bigint;
    v_swept  timestamptz;
    v_freed  integer;
    v_spared bigint := 0;
    v_day    date;
BEGIN
    IF p_most <> 1 OR (p_kept > 0 AND p_bulk[1]) THEN
        RETURN QUERY SELECT * FROM lease_line(p_bucket, p_units, p_tokens, p_bulk, p_most, p_simulated, p_kept,
                                              p_occupied, p_margin);
        RETURN;
    END IF;

    SELECT array_agg(d.id), max(d.shuffle) - min(d.shuffle) INTO v_ids, v_span
    FROM (SELECT b.id, b.shuffle FROM quota_bucket b WHERE b.bucket = p_bucket AND b.shuffle >= v_pivot
          ORDER BY b.shuffle LIMIT c_drawn) AS d;
    IF cardinality(v_ids) < c_drawn OR v_span * 3 * c_whole >= c_drawn OR v_ids IS NULL THEN
        v_drawn := v_ids;
        v_ids := ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket LIMIT c_whole + 1);
        IF cardinality(v_ids) > c_whole THEN
            v_ids := v_drawn || ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket
                                      ORDER BY b.shuffle LIMIT c_drawn - coalesce(cardinality(v_drawn), 0));
        END IF;
    END IF;

    -- As in lease_line: the one with the most left that nobody has locked, and a key of its project.
    SELECT c.id, c.project_id, c.swept_to, c.freed, k.id INTO v_id, project_id, v_swept, v_freed, key_id
    FROM (SELECT b.id, b.project_id, b.swept_to, e.units AS freed
          FROM quota_bucket b
          CROSS JOIN LATERAL (SELECT coalesce(sum(l.units), 0) AS units,
                                     coalesce(sum(l.tokens::float8), 0) AS tokens
                              FROM quota_lease l
                              WHERE l.bucket_id = b.id AND l.free_at > b.swept_to AND l.free_at <= v_now) AS e
          CROSS JOIN LATERAL (VALUES (b.rpm - b.occupied + e.units, b.tpm - b.occupied_tokens + e.tokens,
                                      b.rpd - CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END))
              AS r (units, tokens, day)
          WHERE b.id = ANY (v_ids) AND b.cooldown_until <= v_now
            -- Unknown where there is no limit.
            AND (r.units >= v_units) IS NOT FALSE AND (r.tokens >= v_tokens) IS NOT FALSE
            AND (r.day >= v_units) IS NOT FALSE
          ORDER BY least(1, r.units / b.rpm::float8, r.tokens / b.tpm, r.day / b.rpd::float8) DESC, random()
          FOR NO KEY UPDATE OF b SKIP LOCKED) AS c
    CROSS JOIN LATERAL (SELECT k.id
                        FROM project p JOIN gemini_key k ON k.project_id = p.id AND k.state = 'active'
                        WHERE p.id = c.project_id AND p.active AND p.simulated = p_simulated
                        ORDER BY hashint8extended(k.id, (v_pivot * 1e9)::bigint)
                        LIMIT 1) AS k
    LIMIT 1;

    IF FOUND THEN
        -- The time after the locks, never before: a lease would end too early by the time they took.
        v_now := ledger_now();
        v_today := (v_now AT TIME ZONE 'America/Los_Angeles')::date;
        -- Where nothing had ended, there is nothing to sweep yet.
        IF v_freed > 0 THEN
            WITH gone AS (
                DELETE FROM quota_lease l
                WHERE l.bucket_id = v_id AND l.free_at > v_swept AND l.free_at <= v_now
                RETURNING l.units, l.tokens
            )
            SELECT coalesce(sum(g.units), 0), coalesce(sum(g.tokens::float8), 0), v_now
            INTO v_freed, v_spared, v_swept FROM gone g;
        END IF;
        -- Nothing above is sure, for it was read before the lock: this is.
        UPDATE quota_bucket b
        SET occupied = b.occupied - v_freed + v_units,
            occupied_tokens = greatest(0, b.occupied_tokens - v_spared) + v_tokens,
            swept_to = v_swept,
            day_used = CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END + v_units,
            day = greatest(b.day, v_today)
        WHERE b.id = v_id AND b.cooldown_until <= v_now
          AND (b.rpm - b.occupied + v_freed >= v_units) IS NOT FALSE
          AND (b.tpm - greatest(0, b.occupied_tokens - v_spared) >= v_tokens) IS NOT FALSE
          AND (b.rpd IS NULL
               OR (b.rpd - CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END >= v_units
                   -- In its last moments a call could arrive on the next day.
                   AND v_today = ((v_now + p_margin) AT TIME ZONE 'America/Los_Angeles')::date))
        RETURNING b.day INTO v_day;
        IF FOUND THEN
            INSERT INTO quota_lease (bucket_id, units, tokens, day, free_at)
            VALUES (v_id, v_units, v_tokens, v_day, v_now + p_occupied)
            RETURNING id INTO lease_id;
            bucket_id := v_id;
            ask := 1;
            RETURN NEXT;
            RETURN;
        END IF;
        UPDATE quota_bucket b
        SET occupied = b.occupied - v_freed, occupied_tokens = greatest(0, b.occupied_tokens - v_spared),
            swept_to = v_swept
        WHERE b.id = v_id;
    END IF;

    RETURN QUERY SELECT * FROM lease_line(p_bucket, p_units, p_tokens, p_bulk, p_most, p_simulated, p_kept,
                                          p_occupied, p_margin);
END
$$;

-- Every execution of a statement that changes a row makes each constraint of the table ready anew,
-- which was a third of what the lease's UPDATE cost: one each says the same. NULL limits nothing, and
-- is no least.
ALTER TABLE quota_bucket
    DROP CONSTRAINT quota_bucket_rpm_check,
    DROP CONSTRAINT quota_bucket_tpm_check,
    DROP CONSTRAINT quota_bucket_rpd_check,
    DROP CONSTRAINT quota_bucket_occupied_check,
    DROP CONSTRAINT quota_bucket_occupied_tokens_check,
    DROP CONSTRAINT quota_bucket_day_used_check,
    DROP CONSTRAINT quota_bucket_limit_source_check,
    ADD CONSTRAINT quota_bucket_check CHECK (least(rpm, tpm, rpd, occupied, occupied_tokens, day_used) >= 0);
-- A domain is only looked at by those who set it.
CREATE DOMAIN quota_limit_source AS text CHECK (VALUE IN ('operator', 'learned', 'catalogue', 'fallback'));
ALTER TABLE quota_bucket ALTER COLUMN limit_source TYPE quota_limit_source;
ALTER TABLE quota_lease
    DROP CONSTRAINT quota_lease_units_check,
    DROP CONSTRAINT quota_lease_tokens_check,
    ADD CONSTRAINT quota_lease_check CHECK (units > 0 AND tokens >= 0);

-- What is said of "working", of input tokens; what refused calls of this window had reserved; and how
-- many bare refusals there were in a row, the last of them when.
ALTER TABLE quota_belief
    ADD COLUMN working_tpm    bigint CHECK (working_tpm >= 1),
    ADD COLUMN refused_tokens bigint      NOT NULL DEFAULT 0,
    ADD COLUMN bare           integer     NOT NULL DEFAULT 0 CHECK (bare >= 0),
    ADD COLUMN bare_at        timestamptz NOT NULL DEFAULT '-infinity';
CREATE INDEX quota_belief_working_tpm ON quota_belief (bucket_id) WHERE working_tpm IS NOT NULL;

-- As in V010, but that whoever lowers a working limit meanwhile is not overwritten: the statement
-- read it before it waited for the bucket.
CREATE OR REPLACE FUNCTION derive_limits(p_project bigint, p_bucket text) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_changed bigint[];
BEGIN
    WITH believed AS MATERIALIZED (
        SELECT p.id AS project_id, c.bucket, p.stopped_reason,
               r.value AS rpm, t.value AS tpm, d.value AS rpd,
               r.source AS rpm_source, t.source AS tpm_source, d.source AS rpd_source
        FROM project p
        JOIN catalogue_limit c ON c.tier = p.tier
        CROSS JOIN LATERAL limit_of(p.id, c.bucket, 'rpm', c.rpm, c.source) AS r
        CROSS JOIN LATERAL limit_of(p.id, c.bucket, 'tpm', c.tpm, c.source) AS t
        CROSS JOIN LATERAL limit_of(p.id, c.bucket, 'rpd', c.rpd, c.source) AS d
        WHERE p.merged_into IS NULL AND p.removed_at IS NULL
          AND (p_project IS NULL OR p.id = p_project) AND (p_bucket IS NULL OR c.bucket = p_bucket)
    ),
    limited AS (
        INSERT INTO quota_bucket AS b (project_id, bucket, rpm, tpm, rpd, limit_source, cooldown_until,
                                       cooldown_reason)
        SELECT n.project_id, n.bucket, least(n.rpm, o.working), least(n.tpm, o.working_tpm), n.rpd, n.rpm_source,
               CASE WHEN n.stopped_reason IS NULL THEN '-infinity' ELSE ledger_now() + interval '1 day' END,
               n.stopped_reason
        FROM believed n
        LEFT JOIN quota_bucket e ON e.project_id = n.project_id AND e.bucket = n.bucket
        LEFT JOIN quota_belief o ON o.bucket_id = e.id
        WHERE e.id IS NULL
           OR (e.rpm, e.tpm, e.rpd) IS DISTINCT FROM
              (least(n.rpm, o.working)::integer, least(n.tpm, o.working_tpm), n.rpd::integer)
           OR (o.rpm, o.tpm, o.rpd, o.rpm_source, o.tpm_source, o.rpd_source) IS DISTINCT FROM
              (n.rpm::integer, n.tpm, n.rpd::integer, n.rpm_source, n.tpm_source, n.rpd_source)
        -- In one order, or two of these would wait for each other.
        ORDER BY n.project_id, n.bucket
        ON CONFLICT (project_id, bucket) DO UPDATE
        SET rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd, limit_source = excluded.limit_source
        RETURNING b.id, b.project_id, b.bucket
    ),
    noted AS (
        INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source)
        SELECT l.id, n.rpm, n.tpm, n.rpd, n.rpm_source, n.tpm_source, n.rpd_source
        FROM limited l
        JOIN believed n ON n.project_id = l.project_id AND n.bucket = l.bucket
        ON CONFLICT (bucket_id) DO UPDATE
        SET rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd, rpm_source = excluded.rpm_source,
            tpm_source = excluded.tpm_source, rpd_source = excluded.rpd_source
        RETURNING q.bucket_id
    )
    SELECT coalesce(array_agg(n.bucket_id), '{}') INTO v_changed FROM noted n;
    -- These buckets are locked now, so what this reads of them holds.
    UPDATE quota_bucket b
    SET rpm = least(q.rpm, q.working), tpm = least(q.tpm, q.working_tpm)
    FROM quota_belief q
    WHERE q.bucket_id = b.id AND b.id = ANY (v_changed)
      AND (b.rpm, b.tpm) IS DISTINCT FROM (least(q.rpm, q.working), least(q.tpm, q.working_tpm));
    RETURN cardinality(v_changed);
END
$$;

-- As in V010, and of input tokens as well: "p_lower" is the limit that the refusal named, or NULL.
-- What it let through in the window becomes the working limit; of tokens never less than the refused
-- call itself has, or no such call would ever be tried again.
CREATE FUNCTION note_refusal(p_bucket bigint, p_lease bigint, p_window interval, p_lower text)
    RETURNS TABLE (project text, bucket text, counted bigint, believed bigint, working bigint)
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now     timestamptz;
    v_name    text;
    v_project text;
    v_live    bigint;
    v_tokens  bigint;
    v_own     bigint;
    v_belief  quota_belief;
BEGIN
    SELECT b.bucket, p.name INTO v_name, v_project
    FROM quota_bucket b JOIN project p ON p.id = b.project_id
    WHERE b.id = p_bucket FOR NO KEY UPDATE OF b;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    v_now := ledger_now();
    SELECT coalesce(sum(l.units), 0), coalesce(sum(l.tokens), 0), coalesce(sum(l.tokens) FILTER (WHERE l.id = p_lease), 0)
    INTO v_live, v_tokens, v_own
    FROM quota_lease l WHERE l.bucket_id = p_bucket AND l.free_at > v_now;
    INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source, refused,
                                   refused_tokens, refused_at, changed_at)
    SELECT b.id, b.rpm, b.tpm, b.rpd, b.limit_source, b.limit_source, b.limit_source, 1, v_own, v_now, v_now
    FROM quota_bucket b WHERE b.id = p_bucket
    ON CONFLICT (bucket_id) DO UPDATE
    SET refused = CASE WHEN q.refused_at > v_now - p_window THEN q.refused ELSE 0 END + 1,
        refused_tokens = CASE WHEN q.refused_at > v_now - p_window THEN q.refused_tokens ELSE 0 END + v_own,
        refused_at = v_now, changed_at = v_now
    RETURNING q.* INTO v_belief;
    IF p_lower = 'rpm' AND NOT v_belief.probation AND v_live > 0 THEN
        UPDATE quota_belief q
        SET working = nullif(greatest(1, least(q.rpm, q.working, v_live - q.refused)), q.rpm)
        WHERE q.bucket_id = p_bucket
        RETURNING q.* INTO v_belief;
        UPDATE quota_bucket b SET rpm = least(v_belief.rpm, v_belief.working) WHERE b.id = p_bucket;
    ELSIF p_lower = 'tpm' AND v_own > 0 THEN
        UPDATE quota_belief q
        SET working_tpm = nullif(least(q.tpm, q.working_tpm, greatest(v_own, v_tokens - q.refused_tokens)), q.tpm)
        WHERE q.bucket_id = p_bucket
        RETURNING q.* INTO v_belief;
        UPDATE quota_bucket b SET tpm = least(v_belief.tpm, v_belief.working_tpm) WHERE b.id = p_bucket;
    END IF;
    IF p_lower = 'tpm' THEN
        RETURN QUERY SELECT v_project, v_name, v_tokens, v_belief.tpm, v_belief.working_tpm;
    ELSE
        RETURN QUERY SELECT v_project, v_name, v_live, v_belief.rpm::bigint, v_belief.working::bigint;
    END IF;
END
$$;

-- As in V010, and of input tokens as well, which rise by a twentieth of what is believed.
CREATE OR REPLACE FUNCTION recover_limits(p_window interval, p_occupied interval, p_clean integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now     timestamptz;
    v_row     record;
    v_changed integer := 0;
BEGIN
    FOR v_row IN
        SELECT q.bucket_id, b.project_id FROM quota_belief q JOIN quota_bucket b ON b.id = q.bucket_id
        WHERE q.working IS NOT NULL OR q.working_tpm IS NOT NULL ORDER BY b.project_id, q.bucket_id
    LOOP
        -- The project first, as everybody who locks both.
        PERFORM FROM project WHERE id = v_row.project_id FOR NO KEY UPDATE;
        PERFORM FROM quota_bucket WHERE id = v_row.bucket_id FOR NO KEY UPDATE;
        v_now := ledger_now();
        IF EXISTS (SELECT FROM quota_belief q JOIN quota_bucket b ON b.id = q.bucket_id
                   WHERE q.bucket_id = v_row.bucket_id AND q.probation AND b.cooldown_until <= v_now
                     -- Refusals come at once: a call that left a while ago was let through.
                     AND EXISTS (SELECT FROM quota_lease l
                                 WHERE l.bucket_id = b.id AND l.free_at > v_now
                                   AND l.free_at <= v_now + p_occupied - p_window / 3
                                   AND l.free_at - p_occupied >= b.cooldown_until)) THEN
            PERFORM end_rest(v_row.project_id, v_row.bucket_id);
            v_changed := v_changed + 1;
        ELSE
            UPDATE quota_belief q
            SET working = nullif(least(q.rpm, q.working + 1), q.rpm),
                working_tpm = nullif(least(q.tpm, q.working_tpm + greatest(1, q.tpm / 20)), q.tpm),
                changed_at = v_now
            WHERE q.bucket_id = v_row.bucket_id AND (q.working IS NOT NULL OR q.working_tpm IS NOT NULL)
              AND NOT q.probation AND q.changed_at <= v_now - p_window * p_clean;
            IF FOUND THEN
                UPDATE quota_bucket b SET rpm = least(q.rpm, q.working), tpm = least(q.tpm, q.working_tpm)
                FROM quota_belief q WHERE b.id = v_row.bucket_id AND q.bucket_id = b.id;
                v_changed := v_changed + 1;
            END IF;
        END IF;
    END LOOP;
    RETURN v_changed;
END
$$;

-- A refusal that names nothing: each in a row rests the bucket for twice as long as the one before,
-- unless the call left before that one was met. Answers for how long.
CREATE FUNCTION rest_bare(p_bucket bigint, p_age interval, p_first interval, p_most interval, p_reason text)
    RETURNS interval
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now   timestamptz;
    v_pause interval;
BEGIN
    PERFORM FROM quota_bucket WHERE id = p_bucket FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    v_now := ledger_now();
    INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source, bare, bare_at)
    SELECT b.id, b.rpm, b.tpm, b.rpd, b.limit_source, b.limit_source, b.limit_source, 1, v_now
    FROM quota_bucket b WHERE b.id = p_bucket
    ON CONFLICT (bucket_id) DO UPDATE
    -- After a long while it is another matter.
    SET bare = CASE WHEN q.bare_at < v_now - 3 * p_most THEN 1
                    WHEN q.bare_at < v_now - p_age THEN q.bare + 1
                    ELSE greatest(1, q.bare) END,
        bare_at = CASE WHEN q.bare_at < v_now - p_age THEN v_now ELSE q.bare_at END
    RETURNING least(p_most, p_first * power(2, least(q.bare, 20) - 1)) INTO v_pause;
    UPDATE quota_bucket b SET cooldown_until = v_now + v_pause, cooldown_reason = p_reason
    WHERE b.id = p_bucket AND b.cooldown_until < v_now + v_pause;
    RETURN v_pause;
END
$$;

-- A call that left after the last bare refusal was let through: the next is the first again.
CREATE FUNCTION end_bare(p_bucket bigint, p_age interval) RETURNS void
    LANGUAGE sql VOLATILE AS
$$
UPDATE quota_belief SET bare = 0 WHERE bucket_id = p_bucket AND bare > 0 AND bare_at < ledger_now() - p_age
$$;
