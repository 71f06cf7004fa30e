-- Input tokens beside requests, and leases that read no more than they need.

-- "occupied_tokens" is to tokens what "occupied" is to units.
-- Of a bucket's leases none ends at or before "swept_to": those are deleted, and off both sums.
-- Before "ready_at" it is not worth a look, in a pool too large to be read whole; it may lie in the
-- past of a bucket that is exhausted all the same, and is then set right by who finds out.
-- "shuffle" is a place in an order that means nothing, from which candidates are drawn.
ALTER TABLE quota_bucket
    ADD COLUMN occupied_tokens bigint           NOT NULL DEFAULT 0 CHECK (occupied_tokens >= 0),
    ADD COLUMN swept_to        timestamptz      NOT NULL DEFAULT '-infinity',
    ADD COLUMN ready_at        timestamptz      NOT NULL DEFAULT '-infinity',
    ADD COLUMN shuffle         double precision NOT NULL DEFAULT random();
DROP INDEX quota_bucket_bucket;
CREATE INDEX quota_bucket_shuffle ON quota_bucket (bucket, shuffle);
CREATE INDEX quota_bucket_ready ON quota_bucket (bucket, ready_at);
ALTER TABLE quota_lease ADD COLUMN tokens bigint NOT NULL DEFAULT 0 CHECK (tokens >= 0);

-- Settling changes a lease without touching an index: leave room for it on the page.
ALTER TABLE quota_lease SET (fillfactor = 80);
-- Every row is dead within a window. Vacuum often, in small bites, and without naps.
ALTER TABLE quota_lease SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0.1,
    autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0);
ALTER TABLE quota_bucket SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.2,
    autovacuum_analyze_threshold = 50000, autovacuum_vacuum_cost_delay = 0);

-- Another limit, or an end of a rest, makes a bucket worth a look again. The lease itself sets none
-- of these columns, so it does not pay for the trigger.
CREATE FUNCTION quota_bucket_changed() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    NEW.ready_at := NEW.cooldown_until;
    RETURN NEW;
END
$$;
CREATE TRIGGER quota_bucket_changed BEFORE UPDATE OF rpm, tpm, rpd, cooldown_until ON quota_bucket
    FOR EACH ROW EXECUTE FUNCTION quota_bucket_changed();

-- A lease that moves to another bucket may end before that bucket's last sweep.
CREATE FUNCTION quota_lease_moved() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE quota_bucket SET swept_to = '-infinity' WHERE id = NEW.bucket_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER quota_lease_moved AFTER UPDATE OF bucket_id ON quota_lease
    FOR EACH ROW EXECUTE FUNCTION quota_lease_moved();

-- What a bucket has, as a lease looks at it: expired leases are off the sums, "day" is the one that
-- a call made now is counted on, and "day_left" is what may still be made on it (NULL: no limit).
CREATE TYPE quota_room AS (
    id              bigint,
    project_id      bigint,
    rpm             integer,
    tpm             bigint,
    rpd             integer,
    occupied        bigint,
    occupied_tokens bigint,
    day             date,
    day_left        integer,
    cooldown_until  timestamptz,
    leased          integer,
    touched         boolean,
    score           double precision
);

-- The smallest of free places, free tokens and what is left of the day, each as a part of its limit.
CREATE FUNCTION quota_score(rpm integer, tpm bigint, rpd integer, occupied bigint, tokens bigint,
                            day_left integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE AS
$$
SELECT least(1, (rpm - occupied) / nullif(rpm, 0)::float8, (tpm - tokens) / nullif(tpm, 0)::float8,
             day_left / nullif(rpd, 0)::float8)
$$;

-- How much must come free before something of this size fits; nothing, or less, if it fits now.
-- "kept" is the part of the limit that is kept from it; an empty bucket takes whatever it allows.
CREATE FUNCTION quota_need(allowed bigint, used bigint, size bigint, kept double precision)
    RETURNS bigint
    LANGUAGE sql IMMUTABLE AS
$$
SELECT CASE WHEN allowed IS NULL THEN 0
            ELSE used + size + greatest(0, least(ceil(kept * allowed)::bigint, allowed - size)) - allowed
       END
$$;

-- What may be made of the day: in its last moments a call could arrive on the next, so none leaves.
CREATE FUNCTION quota_day_left(rpd integer, day date, day_used integer, today date, closing boolean)
    RETURNS integer
    LANGUAGE sql IMMUTABLE AS
$$
SELECT CASE WHEN rpd IS NOT NULL AND closing THEN 0
            ELSE rpd - CASE WHEN day < today THEN 0 ELSE day_used END END
$$;

-- Whether a project has a key to call with.
CREATE FUNCTION quota_served(project bigint, for_simulator boolean) RETURNS boolean
    LANGUAGE sql STABLE AS
$$
SELECT (SELECT count(*) FROM project p JOIN gemini_key k ON k.project_id = p.id AND k.state = 'active'
        WHERE p.id = project AND p.active AND p.simulated = for_simulator) > 0
$$;

-- These buckets as they look at a time, without locks: an order of preference, no more. Left out are
-- those of projects that have no key to call with.
CREATE FUNCTION quota_rooms(ids bigint[], for_simulator boolean, at timestamptz, today date,
                            closing boolean) RETURNS SETOF quota_room
    LANGUAGE sql STABLE AS
$$
SELECT b.id, b.project_id, b.rpm, b.tpm, b.rpd, b.occupied - e.units, b.occupied_tokens - e.tokens,
       greatest(b.day, today), quota_day_left(b.rpd, b.day, b.day_used, today, closing),
       b.cooldown_until, 0, false,
       quota_score(b.rpm, b.tpm, b.rpd, b.occupied - e.units, b.occupied_tokens - e.tokens,
                   quota_day_left(b.rpd, b.day, b.day_used, today, closing))
FROM quota_bucket b
CROSS JOIN LATERAL (SELECT coalesce(sum(l.units), 0) AS units,
                           coalesce(sum(l.tokens::float8), 0)::bigint AS tokens
                    FROM quota_lease l
                    WHERE l.bucket_id = b.id AND l.free_at > b.swept_to AND l.free_at <= at) AS e
WHERE b.id = ANY (ids) AND quota_served(b.project_id, for_simulator)
$$;

-- When a room could take a call of this size if nobody else asked, and what it waits for. The leases
-- that end first are read one by one, until enough has come free.
CREATE FUNCTION quota_wait(room bigint, cooldown_until timestamptz, day date, day_short boolean,
                           units_need bigint, tokens_need bigint, at timestamptz, occupied interval)
    RETURNS TABLE (why text, free_at timestamptz)
    LANGUAGE sql STABLE AS
$$
SELECT w.why, w.free_at
FROM (VALUES
    (1, 'COOLDOWN', cooldown_until),
    (2, 'DAY', CASE WHEN day_short THEN (day + 1)::timestamp AT TIME ZONE 'America/Los_Angeles' END),
    (3, 'MINUTE', CASE WHEN units_need > 0 THEN coalesce(
        (SELECT f.free_at
         FROM (SELECT l.free_at, sum(l.units) OVER (ORDER BY l.free_at ROWS UNBOUNDED PRECEDING) AS freed
               FROM quota_lease l WHERE l.bucket_id = room AND l.free_at > at) AS f
         WHERE f.freed >= units_need ORDER BY f.free_at LIMIT 1), at + occupied) END),
    (4, 'TOKENS', CASE WHEN tokens_need > 0 THEN coalesce(
        (SELECT f.free_at
         FROM (SELECT l.free_at, sum(l.tokens) OVER (ORDER BY l.free_at ROWS UNBOUNDED PRECEDING) AS freed
               FROM quota_lease l WHERE l.bucket_id = room AND l.free_at > at) AS f
         WHERE f.freed >= tokens_need ORDER BY f.free_at LIMIT 1), at + occupied) END)
) AS w (rank, why, free_at)
WHERE w.free_at IS NOT NULL
ORDER BY w.free_at DESC, w.rank
LIMIT 1
$$;

-- Of a large pool, some buckets that have room, by the index; those that turn out to have none are
-- put off until they will, so that each is looked at in vain once, and not once per lease.
CREATE FUNCTION quota_ready(p_bucket text, p_simulated boolean, p_now timestamptz, p_today date,
                            p_closing boolean, p_occupied interval) RETURNS bigint[]
    LANGUAGE plpgsql AS
$$
DECLARE
    v_ids   bigint[];
    v_ready bigint[];
BEGIN
    FOR v_round IN 1..20 LOOP
        SELECT array_agg(f.id) INTO v_ids
        FROM (SELECT b.id FROM quota_bucket b
              WHERE b.bucket = p_bucket AND b.ready_at <= p_now
              ORDER BY b.ready_at
              LIMIT 16
              -- A busy bucket is in use, and so nobody's concern here.
              FOR NO KEY UPDATE SKIP LOCKED) AS f;
        EXIT WHEN v_ids IS NULL;

        WITH looked AS (
            SELECT i.id, coalesce(w.free_at, p_now + interval '5 seconds') AS free_at
            FROM unnest(v_ids) AS i (id)
            LEFT JOIN quota_rooms(v_ids, p_simulated, p_now, p_today, p_closing) AS r ON r.id = i.id
            LEFT JOIN LATERAL quota_wait(r.id, r.cooldown_until, r.day, r.day_left < 1,
                                         quota_need(r.rpm, r.occupied, 1, 0),
                                         quota_need(r.tpm, r.occupied_tokens, 1, 0),
                                         p_now, p_occupied) AS w ON r.id IS NOT NULL
        ),
        put_off AS (
            UPDATE quota_bucket b SET ready_at = l.free_at
            FROM looked l WHERE b.id = l.id AND l.free_at > p_now
        )
        SELECT array_agg(l.id) INTO v_ready FROM looked l WHERE l.free_at <= p_now;
        EXIT WHEN v_ready IS NOT NULL;
    END LOOP;
    RETURN coalesce(v_ready, '{}');
END
$$;

-- Leases permits for calls that wait, given in the order in which they should be served. For each
-- that got one: its place in that order, and the permit. Where none did, one row says why; "ask" is
-- set in it if that call could never be served.
CREATE FUNCTION lease_permits(
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
        USING unnest(v_locked) AS b
        WHERE l.bucket_id = b.id AND l.free_at > b.swept_to AND l.free_at <= v_now
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
            WHERE b.bucket = p_bucket AND quota_served(b.project_id, p_simulated)
              AND coalesce(b.rpm >= p_units[v_ask], true) AND coalesce(b.tpm >= p_tokens[v_ask], true)
              AND coalesce(b.rpd >= p_units[v_ask], true))
        THEN
            v_refused := v_refused || v_ask;
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

-- The input tokens of a job's call by the published rates.
ALTER TABLE job ADD COLUMN tokens bigint NOT NULL DEFAULT 1 CHECK (tokens > 0);
ALTER TABLE job_queue ADD COLUMN tokens bigint NOT NULL DEFAULT 1;

-- How a client's calls of a bucket were counted, as a part of what was estimated: mean and variance
-- over recent calls, of which the latest weigh most.
CREATE TABLE token_ratio (
    client_id  uuid             NOT NULL,
    bucket     text             NOT NULL,
    calls      bigint           NOT NULL,
    mean       double precision NOT NULL CHECK (mean >= 0),
    variance   double precision NOT NULL CHECK (variance >= 0),
    changed_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (client_id, bucket)
) WITH (fillfactor = 50);
