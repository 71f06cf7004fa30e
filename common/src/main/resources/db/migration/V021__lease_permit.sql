-- A lease of one permit that reads less.

-- Of a bucket's leases none ends at or before "swept_to", as before; but that may lie ahead now: a
-- sweep says when the next one ends, and until then there is nothing to look at.
-- "busy_until" is when the last of them ends, or close to it. It serves to choose, never to grant.
ALTER TABLE quota_bucket ADD COLUMN busy_until timestamptz NOT NULL DEFAULT '-infinity';
UPDATE quota_bucket b SET busy_until = l.ends
FROM (SELECT bucket_id, max(free_at) AS ends FROM quota_lease GROUP BY bucket_id) AS l
WHERE b.id = l.bucket_id;

-- A CHECK is read from its text for every statement that changes a row, and each of these two cost
-- nearly as much as the change itself. Limits are checked where they are set. That a sum never falls below
-- zero is what over-granting would show in, so it stays.
CREATE DOMAIN quota_limit AS integer CHECK (VALUE >= 0);
CREATE DOMAIN quota_token_limit AS bigint CHECK (VALUE >= 0);
DROP TRIGGER quota_bucket_changed ON quota_bucket;
ALTER TABLE quota_bucket
    ALTER COLUMN rpm TYPE quota_limit,
    ALTER COLUMN tpm TYPE quota_token_limit,
    ALTER COLUMN rpd TYPE quota_limit,
    DROP CONSTRAINT quota_bucket_check,
    ADD CONSTRAINT quota_bucket_occupied CHECK (occupied >= 0);
CREATE TRIGGER quota_bucket_changed BEFORE UPDATE OF rpm, tpm, rpd, cooldown_until ON quota_bucket
    FOR EACH ROW EXECUTE FUNCTION quota_bucket_changed();
ALTER TABLE quota_lease
    DROP CONSTRAINT quota_lease_check,
    ADD CONSTRAINT quota_lease_units CHECK (units > 0);

-- The part of a bucket's leases that is still alive, were their ends spread evenly.
CREATE FUNCTION quota_alive(swept_to timestamptz, busy_until timestamptz, at timestamptz)
    RETURNS double precision
    LANGUAGE sql IMMUTABLE AS
$$
SELECT CASE WHEN swept_to >= at THEN 1
            WHEN busy_until <= at THEN 0
            ELSE date_part('epoch', busy_until - at) / date_part('epoch', busy_until - swept_to) END
$$;

-- How many of this size fit, one beside the other; NULL where there is no limit. See quota_need.
CREATE FUNCTION quota_fits(allowed bigint, used bigint, size bigint, kept double precision) RETURNS bigint
    LANGUAGE sql IMMUTABLE AS
$$
SELECT CASE WHEN allowed IS NOT NULL
            THEN greatest(0, size - quota_need(allowed, used, size, kept)) / greatest(1, size) END
$$;

-- A key of this project to call with, each as often as the other: "turn" is a number by chance.
CREATE FUNCTION quota_key(project bigint, for_simulator boolean, turn double precision)
    RETURNS TABLE (id bigint)
    LANGUAGE sql STABLE ROWS 1 AS
$$
SELECT k.id
FROM project p JOIN gemini_key k ON k.project_id = p.id AND k.state = 'active'
WHERE p.id = project AND p.active AND p.simulated = for_simulator
ORDER BY hashint8extended(k.id, (turn * 1e9)::bigint)
LIMIT 1
$$;

-- The buckets of a pool that is read whole, that have room for one call of this size.
CREATE FUNCTION quota_open(p_bucket text, p_units integer, p_tokens bigint, p_now timestamptz, p_today date)
    RETURNS TABLE (id bigint, project_id bigint, score double precision)
    LANGUAGE sql STABLE AS
$$
SELECT b.id, b.project_id, least(1, r.units / b.rpm::float8, r.tokens / b.tpm, r.day / b.rpd::float8)
FROM quota_bucket b
LEFT JOIN LATERAL (SELECT sum(l.units) AS units, sum(l.tokens::float8) AS tokens
                   FROM quota_lease l
                   WHERE b.swept_to < p_now -- asked once a bucket, before anything is read
                     AND l.bucket_id = b.id AND l.free_at > b.swept_to AND l.free_at <= p_now) AS e ON true
CROSS JOIN LATERAL (VALUES (b.rpm - b.occupied + coalesce(e.units, 0),
                            b.tpm - b.occupied_tokens + coalesce(e.tokens, 0),
                            b.rpd - CASE WHEN b.day < p_today THEN 0 ELSE b.day_used END))
    AS r (units, tokens, day)
WHERE b.bucket = p_bucket AND b.cooldown_until <= p_now
  -- Unknown where there is no limit.
  AND (r.units >= p_units) IS NOT FALSE AND (r.tokens >= p_tokens) IS NOT FALSE
  AND (r.day >= p_units) IS NOT FALSE
$$;

-- Leases a permit for one call, as lease_line does for many. One permit at a time is most of what is
-- asked, and mostly there is room. Starting a statement costs more than what it does, so this has few
-- and simple ones, and says nothing about why not: no row leaves the answer to lease_line.
-- (lease_permits, which did both, is what releases before this one call.)
CREATE FUNCTION lease_permit(
    p_bucket text, p_units integer, p_tokens bigint, p_simulated boolean,
    p_occupied interval, p_margin interval,
    p_last double precision) -- where the last 16 begin, in a pool too large to be read whole
    RETURNS TABLE (ask integer, lease_id bigint, bucket_id bigint, project_id bigint, key_id bigint,
                   why text, wait_millis bigint)
    LANGUAGE plpgsql
    -- A plan made while the tables were small must serve when they are large.
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
#variable_conflict use_column
DECLARE
    c_tick   CONSTANT interval := interval '1 microsecond'; -- the least that lies between two times
    c_many   CONSTANT integer := 8;
    v_now    timestamptz := ledger_now();
    v_today  date := (v_now AT TIME ZONE 'America/Los_Angeles')::date;
    v_turn   double precision := random();
    v_id     bigint;
    v_swept  timestamptz;
    v_ended  double precision := c_many; -- units whose leases have ended, about
    v_due    boolean;
    v_freed  integer := 0;
    v_spared bigint := 0;
    v_day    date;
BEGIN
    -- The one with the most left that nobody has locked, and a key of its project. A busy bucket is
    -- skipped, not waited for. Nothing read here is sure, for it was read before the lock.
    IF p_last IS NULL THEN
        SELECT c.id, c.project_id, c.swept_to, k.id INTO v_id, project_id, v_swept, key_id
        FROM (SELECT b.id, b.project_id, b.swept_to
              FROM (SELECT o.id, o.score
                    FROM quota_open(p_bucket, p_units, p_tokens, v_now, v_today) AS o
                    ORDER BY o.score DESC, random()) AS r
              JOIN quota_bucket b ON b.id = r.id
              ORDER BY r.score DESC
              FOR NO KEY UPDATE OF b SKIP LOCKED) AS c
        CROSS JOIN LATERAL quota_key(c.project_id, p_simulated, v_turn) AS k
        LIMIT 1;
        IF NOT FOUND THEN -- One IF would ask the second every time, for it holds a query.
            IF EXISTS (SELECT FROM quota_open(p_bucket, p_units, p_tokens, v_now, v_today) AS o
                       WHERE quota_served(o.project_id, p_simulated)) THEN
                why := 'BUSY';
                RETURN NEXT;
                RETURN;
            END IF;
        END IF;
    ELSE
        -- Of 16 neighbours, from a place taken by chance in an order that means nothing. How many of
        -- their leases have ended is estimated: to count them is most of what the choice would cost.
        IF v_turn > p_last THEN
            v_turn := CASE WHEN random() < 0.5 THEN p_last ELSE 0 END;
        END IF;
        SELECT c.id, c.project_id, c.swept_to, c.ended, k.id INTO v_id, project_id, v_swept, v_ended, key_id
        FROM (SELECT b.id, b.project_id, b.swept_to,
                     b.occupied * (1 - quota_alive(b.swept_to, b.busy_until, v_now)) AS ended
              FROM (SELECT d.id, d.score
                    FROM (SELECT b.id,
                                 CASE WHEN b.cooldown_until <= v_now AND least(b.rpm, b.tpm, b.rpd) IS DISTINCT FROM 0
                                      THEN 1 - greatest(
                                          0, -- where there is no limit
                                          quota_alive(b.swept_to, b.busy_until, v_now)
                                              * greatest(b.occupied / b.rpm::float8,
                                                         b.occupied_tokens / b.tpm::float8),
                                          CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END / b.rpd::float8)
                                 END AS score
                          FROM quota_bucket b
                          WHERE b.bucket = p_bucket AND b.shuffle >= v_turn
                          ORDER BY b.shuffle LIMIT 16) AS d
                    WHERE d.score > 0
                    ORDER BY d.score DESC) AS r
              JOIN quota_bucket b ON b.id = r.id
              ORDER BY r.score DESC
              FOR NO KEY UPDATE OF b SKIP LOCKED) AS c
        CROSS JOIN LATERAL quota_key(c.project_id, p_simulated, v_turn) AS k
        LIMIT 1;
    END IF;

    IF FOUND THEN
        -- The time after the locks, never before: a lease would end too early by the time they took.
        v_now := ledger_now();
        v_today := (v_now AT TIME ZONE 'America/Los_Angeles')::date;
        -- Ended leases are cheaper to sweep together, unless their room is needed.
        v_due := v_swept < v_now AND v_ended >= c_many;
        LOOP
            IF v_due THEN
                WITH gone AS (
                    DELETE FROM quota_lease l
                    WHERE l.bucket_id = v_id AND l.free_at > v_swept AND l.free_at <= v_now
                    RETURNING l.units, l.tokens
                )
                SELECT coalesce(sum(g.units), 0), coalesce(sum(g.tokens::float8), 0),
                       (SELECT l.free_at - c_tick FROM quota_lease l
                        WHERE l.bucket_id = v_id AND l.free_at > v_now ORDER BY l.free_at LIMIT 1)
                INTO v_freed, v_spared, v_swept
                FROM gone g;
            END IF;
            UPDATE quota_bucket b
            SET occupied = b.occupied - v_freed + p_units,
                occupied_tokens = greatest(0, b.occupied_tokens - v_spared) + p_tokens,
                -- Where no lease is left, this one is the next that ends.
                swept_to = least(v_swept, v_now + p_occupied - c_tick),
                busy_until = v_now + p_occupied,
                day_used = CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END + p_units,
                day = greatest(b.day, v_today)
            WHERE b.id = v_id AND b.cooldown_until <= v_now
              AND (b.rpm - b.occupied + v_freed >= p_units) IS NOT FALSE
              AND (b.tpm - greatest(0, b.occupied_tokens - v_spared) >= p_tokens) IS NOT FALSE
              AND (b.rpd IS NULL
                   OR (b.rpd - CASE WHEN b.day < v_today THEN 0 ELSE b.day_used END >= p_units
                       -- In its last moments a call could arrive on the next day.
                       AND v_today = ((v_now + p_margin) AT TIME ZONE 'America/Los_Angeles')::date))
            RETURNING b.day INTO v_day;
            IF FOUND THEN
                INSERT INTO quota_lease (bucket_id, units, tokens, day, free_at)
                VALUES (v_id, p_units, p_tokens, v_day, v_now + p_occupied)
                RETURNING id INTO lease_id;
                bucket_id := v_id;
                ask := 1;
                RETURN NEXT;
                RETURN;
            END IF;
            EXIT WHEN v_due OR v_swept >= v_now;
            v_due := true;
        END LOOP;
        UPDATE quota_bucket b
        SET occupied = b.occupied - v_freed, occupied_tokens = greatest(0, b.occupied_tokens - v_spared),
            swept_to = least(v_swept, v_now)
        WHERE b.id = v_id;
    END IF;
END
$$;

-- As in V013, but that calls for which there is room are placed together, and that it says how long a
-- bucket is busy.
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
    -- Pools of this size are read whole; from larger ones so many are drawn, and if those have too
    -- little room for all, one per permit.
    c_whole   CONSTANT integer := 100;
    c_drawn   CONSTANT integer := 16;
    -- So many places are laid out in a room at once.
    c_deep    CONSTANT integer := 8;
    v_seen    timestamptz := ledger_now();
    v_now     timestamptz;
    v_today   date;
    v_closing boolean;
    v_count   integer := least(p_most, cardinality(p_units));
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
    v_placed  boolean := false;
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
          ORDER BY b.shuffle LIMIT c_drawn) AS d;
    v_large := coalesce(cardinality(v_ids) = c_drawn AND v_span * 3 * c_whole < c_drawn, false);
    IF NOT v_large THEN
        v_drawn := v_ids;
        v_ids := ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket LIMIT c_whole + 1);
        v_large := cardinality(v_ids) > c_whole;
        IF v_large THEN
            v_ids := v_drawn || ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket
                                      ORDER BY b.shuffle LIMIT c_drawn - coalesce(cardinality(v_drawn), 0));
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
        EXIT WHEN NOT v_large OR v_round = 2;
        IF v_locked IS NULL THEN
            v_ids := v_ids || quota_ready(p_bucket, p_simulated, v_seen, v_today, v_closing, p_occupied);
        ELSE
            -- Not counting what has ended, which is not swept yet.
            EXIT WHEN v_count <= (SELECT sum(least(v_count, quota_fits(b.rpm, b.occupied, v_units, v_kept),
                                                   quota_fits(b.tpm, b.occupied_tokens, v_tokens, v_kept)))
                                  FROM unnest(v_locked) AS b);
            v_drawn := ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket AND b.shuffle >= v_pivot
                             ORDER BY b.shuffle LIMIT c_drawn + p_most);
            v_ids := v_ids || v_drawn
                           || ARRAY(SELECT b.id FROM quota_bucket b WHERE b.bucket = p_bucket
                                    ORDER BY b.shuffle LIMIT c_drawn + p_most - cardinality(v_drawn));
        END IF;
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

    -- Mostly there is room for all of them. As many places of the size of the largest are laid out in
    -- each room, and the best taken: for calls of one size, what one after the other would get.
    IF v_count > 1 AND v_rooms IS NOT NULL THEN
        SELECT max(a.units), max(a.tokens), CASE WHEN bool_or(a.bulk) THEN p_kept ELSE 0 END
        INTO v_units, v_tokens, v_kept
        FROM unnest(p_units[:v_count], p_tokens[:v_count], p_bulk[:v_count]) AS a (units, tokens, bulk);
        SELECT array_agg(s.n::integer), array_agg(s.place::integer),
               -- A room of which all that was laid out is taken might have got more.
               count(*) = v_count AND NOT bool_or(s.k = c_deep AND coalesce(s.fits > c_deep, true))
        INTO v_asks, v_places, v_placed
        FROM (SELECT row_number() OVER (ORDER BY p.score DESC) AS n, r.place, p.k, f.fits
              FROM unnest(v_rooms) WITH ORDINALITY AS r (id, project_id, rpm, tpm, rpd, occupied, tokens, day,
                                                         day_left, cooldown_until, leased, touched, score, place)
              CROSS JOIN LATERAL (SELECT least(
                  quota_fits(r.rpm, r.occupied, v_units, v_kept), quota_fits(r.tpm, r.tokens, v_tokens, v_kept),
                  greatest(0, r.day_left) / v_units) AS fits OFFSET 0) AS f
              CROSS JOIN LATERAL (
                  SELECT g.k, quota_score(r.rpm, r.tpm, r.rpd, r.occupied + (g.k - 1) * v_units,
                                          r.tokens + (g.k - 1) * v_tokens, (r.day_left - (g.k - 1) * v_units)::integer)
                                  AS score
                  FROM generate_series(1, least(f.fits, c_deep)) AS g (k)) AS p
              WHERE r.cooldown_until <= v_now
              ORDER BY n
              LIMIT v_count) AS s;
    END IF;
    IF v_placed THEN
        v_leases := ARRAY(SELECT nextval('quota_lease_id_seq') FROM generate_series(1, v_count));
        SELECT array_agg(ROW (r.id, r.project_id, r.rpm, r.tpm, r.rpd, r.occupied + coalesce(t.units, 0),
                              r.tokens + coalesce(t.tokens, 0), r.day, r.day_left - coalesce(t.units, 0),
                              r.cooldown_until, coalesce(t.units, 0), r.touched OR t.units IS NOT NULL,
                              r.score)::quota_room ORDER BY r.place)
        INTO v_rooms
        FROM unnest(v_rooms) WITH ORDINALITY AS r (id, project_id, rpm, tpm, rpd, occupied, tokens, day,
                                                   day_left, cooldown_until, leased, touched, score, place)
        LEFT JOIN (SELECT g.place, sum(p_units[g.ask]) AS units, sum(p_tokens[g.ask])::bigint AS tokens
                   FROM unnest(v_asks, v_places) AS g (ask, place)
                   GROUP BY g.place) AS t ON t.place = r.place;
    ELSE
        v_asks := '{}';
        v_places := '{}';
    END IF;

    FOR v_ask IN 1..cardinality(p_units) LOOP
        EXIT WHEN cardinality(v_asks) = v_count;
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
                                          -- Those without a key are looked at every few seconds, and
                                          -- would stand before all others.
                                          AND quota_served(b.project_id, p_simulated)
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
        busy_until = CASE WHEN r.leased > 0 THEN v_now + p_occupied ELSE b.busy_until END,
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
