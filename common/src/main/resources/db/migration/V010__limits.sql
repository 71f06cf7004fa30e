-- Where limits come from, and what else is known of projects, keys and model names. The ledger reads
-- none of it: quota_bucket.rpm, tpm and rpd stay the limits that count, and are derived from here.

-- "number" is Google's own, by which two of ours turn out to be one. A merged or removed project
-- stays as a row: its name leads to the other, and its account is kept should it come back.
ALTER TABLE project
    ADD COLUMN number         text CHECK (number ~ '^[0-9]{1,20}$'),
    ADD COLUMN tier_by        text        NOT NULL DEFAULT 'environment' CHECK (tier_by IN ('environment', 'admin')),
    ADD COLUMN stopped_reason text,
    ADD COLUMN stopped_at     timestamptz,
    ADD COLUMN removed_at     timestamptz,
    ADD COLUMN merged_into    bigint REFERENCES project,
    ADD CHECK (merged_into IS NULL OR NOT active),
    ADD CHECK (removed_at IS NULL OR NOT active),
    ADD CHECK ((stopped_reason IS NULL) = (stopped_at IS NULL));
CREATE UNIQUE INDEX project_number ON project (number, simulated) WHERE merged_into IS NULL;

-- When a quarantined key is looked at again, how often it was in vain, and when it last came back.
ALTER TABLE gemini_key
    ADD COLUMN rechecks   integer NOT NULL DEFAULT 0 CHECK (rechecks >= 0),
    ADD COLUMN recheck_at timestamptz,
    ADD COLUMN revived_at timestamptz;
UPDATE gemini_key SET recheck_at = clock_timestamp() WHERE state = 'quarantined';
CREATE INDEX gemini_key_recheck ON gemini_key (recheck_at) WHERE state = 'quarantined';
CREATE INDEX gemini_key_of_project ON gemini_key (project_id, id);

-- The operator's word: of a bucket or of all ('*'), for a project or for all (NULL). No value: no limit.
CREATE TABLE operator_limit (
    origin     text   NOT NULL CHECK (origin IN ('admin', 'environment')),
    project_id bigint REFERENCES project,
    bucket     text   NOT NULL,
    dimension  text   NOT NULL CHECK (dimension IN ('rpm', 'tpm', 'rpd')),
    value      bigint CHECK (value >= 0),
    UNIQUE NULLS NOT DISTINCT (bucket, dimension, project_id, origin)
);

-- What an upstream said that it allows.
CREATE TABLE learned_limit (
    project_id bigint      NOT NULL REFERENCES project,
    bucket     text        NOT NULL,
    dimension  text        NOT NULL CHECK (dimension IN ('rpm', 'tpm', 'rpd')),
    value      bigint      NOT NULL CHECK (value > 0),
    learned_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, bucket, dimension)
);

-- What the shipped catalogue says, or the fallback where it says nothing. Every bucket is in here.
CREATE TABLE catalogue_limit (
    bucket text NOT NULL,
    tier   text NOT NULL CHECK (tier IN ('free', 'tier-1', 'tier-2', 'tier-3')),
    source text NOT NULL CHECK (source IN ('catalogue', 'fallback')),
    rpm    integer CHECK (rpm >= 0),
    tpm    bigint CHECK (tpm >= 0),
    rpd    integer CHECK (rpd >= 0),
    PRIMARY KEY (bucket, tier)
);

-- A bucket's limits as they are believed, each with its source, and the part of the believed rpm that
-- is made use of while somebody else spends too, or while one call tries whether a rest is over.
CREATE TABLE quota_belief (
    bucket_id  bigint  PRIMARY KEY REFERENCES quota_bucket ON DELETE CASCADE,
    rpm        integer,
    tpm        bigint,
    rpd        integer,
    rpm_source text    NOT NULL,
    tpm_source text    NOT NULL,
    rpd_source text    NOT NULL,
    working    integer CHECK (working >= 1),
    probation  boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT '-infinity',
    refused_at timestamptz NOT NULL DEFAULT '-infinity',
    refused    integer NOT NULL DEFAULT 0,
    CHECK (NOT probation OR working = 1)
) WITH (fillfactor = 70);
CREATE INDEX quota_belief_working ON quota_belief (bucket_id) WHERE working IS NOT NULL;

-- Which bucket a model name draws from.
CREATE TABLE model_alias (
    model      text        NOT NULL,
    source     text        NOT NULL CHECK (source IN ('operator', 'learned', 'catalogue')),
    bucket     text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (model, source)
);

CREATE TABLE audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    who     text        NOT NULL,
    origin  text        NOT NULL,
    action  text        NOT NULL,
    subject text        NOT NULL,
    detail  text        NOT NULL
);

-- What became of calls, per minute; workers add to it in batches.
CREATE TABLE call_tally (
    minute  timestamptz NOT NULL,
    bucket  text        NOT NULL,
    outcome text        NOT NULL,
    calls   bigint      NOT NULL,
    PRIMARY KEY (minute, bucket, outcome)
) WITH (fillfactor = 70);

-- What a running release said before.
INSERT INTO operator_limit (origin, project_id, bucket, dimension, value)
SELECT DISTINCT ON (b.bucket, d.dimension) 'environment', NULL::bigint, b.bucket, d.dimension, d.value
FROM quota_bucket b
CROSS JOIN LATERAL (VALUES ('rpm', b.rpm::bigint), ('tpm', b.tpm), ('rpd', b.rpd::bigint)) AS d (dimension, value)
WHERE b.limit_source = 'operator';

-- The first source that speaks. Among the operator's words, what was said at run time counts before
-- what was said at start, and the more particular before the more general.
CREATE FUNCTION limit_of(p_project bigint, p_bucket text, p_dimension text, p_else bigint, p_else_source text)
    RETURNS TABLE (value bigint, source text)
    LANGUAGE sql STABLE ROWS 1 AS
$$
SELECT s.value, s.source
FROM (SELECT o.value, 'operator' AS source, 1 AS rank, o.origin = 'environment' AS early,
             o.bucket = '*' AS every_model, o.project_id IS NULL AS every_project
      FROM operator_limit o
      WHERE o.dimension = p_dimension
        -- Counting tokens is no model.
        AND o.bucket IN (p_bucket, CASE WHEN p_bucket <> 'count-tokens' THEN '*' END)
        AND coalesce(o.project_id, p_project) = p_project
      UNION ALL
      SELECT l.value, 'learned', 2, false, false, false
      FROM learned_limit l
      WHERE l.project_id = p_project AND l.bucket = p_bucket AND l.dimension = p_dimension
      UNION ALL
      SELECT p_else, p_else_source, 3, false, false, false) AS s
ORDER BY s.rank, s.early, s.every_model, s.every_project
LIMIT 1
$$;

-- Taken first by whoever changes what limits come from: each then derives from all that was said
-- before, and none puts an older word over a newer one.
CREATE FUNCTION limits_lock() RETURNS void
    LANGUAGE sql VOLATILE AS 'SELECT pg_advisory_xact_lock(7020010)';

-- Derives the limits that count, of one project or of all, of one bucket or of all, and makes the
-- buckets that are missing. Answers how many changed.
CREATE FUNCTION derive_limits(p_project bigint, p_bucket text) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_changed integer;
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
        SELECT n.project_id, n.bucket, least(n.rpm, o.working), n.tpm, n.rpd, n.rpm_source,
               CASE WHEN n.stopped_reason IS NULL THEN '-infinity' ELSE ledger_now() + interval '1 day' END,
               n.stopped_reason
        FROM believed n
        LEFT JOIN quota_bucket e ON e.project_id = n.project_id AND e.bucket = n.bucket
        LEFT JOIN quota_belief o ON o.bucket_id = e.id
        WHERE e.id IS NULL
           OR (e.rpm, e.tpm, e.rpd) IS DISTINCT FROM (least(n.rpm, o.working)::integer, n.tpm, n.rpd::integer)
           OR (o.rpm, o.tpm, o.rpd, o.rpm_source, o.tpm_source, o.rpd_source) IS DISTINCT FROM
              (n.rpm::integer, n.tpm, n.rpd::integer, n.rpm_source, n.tpm_source, n.rpd_source)
        -- In one order, or two of these would wait for each other.
        ORDER BY n.project_id, n.bucket
        ON CONFLICT (project_id, bucket) DO UPDATE
        SET rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd, limit_source = excluded.limit_source
        RETURNING b.id, b.project_id, b.bucket
    )
    INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source)
    SELECT l.id, n.rpm, n.tpm, n.rpd, n.rpm_source, n.tpm_source, n.rpd_source
    FROM limited l
    JOIN believed n ON n.project_id = l.project_id AND n.bucket = l.bucket
    ON CONFLICT (bucket_id) DO UPDATE
    SET rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd, rpm_source = excluded.rpm_source,
        tpm_source = excluded.tpm_source, rpd_source = excluded.rpd_source;
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    RETURN v_changed;
END
$$;

-- A bucket that nobody knew: it has what the other one has, or what a model starts with.
CREATE FUNCTION ensure_bucket(p_bucket text, p_like text) RETURNS void
    LANGUAGE sql VOLATILE AS
$$
INSERT INTO catalogue_limit (bucket, tier, source, rpm, tpm, rpd)
SELECT p_bucket, t.tier, coalesce(c.source, 'fallback'),
       CASE WHEN c.bucket IS NULL THEN 5 ELSE c.rpm END,
       CASE WHEN c.bucket IS NULL THEN 250000 ELSE c.tpm END,
       CASE WHEN c.bucket IS NULL THEN 20 ELSE c.rpd END
FROM unnest(ARRAY ['free', 'tier-1', 'tier-2', 'tier-3']) AS t (tier)
LEFT JOIN catalogue_limit c ON c.bucket = p_like AND c.tier = t.tier
ON CONFLICT (bucket, tier) DO NOTHING
$$;

-- One call at a time until it is known that it is let through.
CREATE FUNCTION put_on_probation(p_bucket bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source, working,
                                   probation)
    SELECT b.id, b.rpm, b.tpm, b.rpd, b.limit_source, b.limit_source, b.limit_source, 1, true
    FROM quota_bucket b
    WHERE b.id = p_bucket
    ON CONFLICT (bucket_id) DO UPDATE SET working = 1, probation = true;
    UPDATE quota_bucket SET rpm = least(rpm, 1) WHERE id = p_bucket;
END
$$;

-- The upstream refused a call that the ledger had room for. What it let through in the window becomes
-- the working limit, unless the limit itself was just corrected.
CREATE FUNCTION note_refusal(p_bucket bigint, p_window interval, p_lower boolean)
    RETURNS TABLE (project text, bucket text, counted integer, believed integer, working integer)
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now     timestamptz;
    v_name    text;
    v_project text;
    v_live    integer;
    v_belief  quota_belief;
BEGIN
    SELECT b.bucket, p.name INTO v_name, v_project
    FROM quota_bucket b JOIN project p ON p.id = b.project_id
    WHERE b.id = p_bucket FOR NO KEY UPDATE OF b;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    v_now := ledger_now();
    SELECT coalesce(sum(l.units), 0) INTO v_live FROM quota_lease l WHERE l.bucket_id = p_bucket AND l.free_at > v_now;
    INSERT INTO quota_belief AS q (bucket_id, rpm, tpm, rpd, rpm_source, tpm_source, rpd_source, refused,
                                   refused_at, changed_at)
    SELECT b.id, b.rpm, b.tpm, b.rpd, b.limit_source, b.limit_source, b.limit_source, 1, v_now, v_now
    FROM quota_bucket b WHERE b.id = p_bucket
    ON CONFLICT (bucket_id) DO UPDATE
    SET refused = CASE WHEN q.refused_at > v_now - p_window THEN q.refused ELSE 0 END + 1,
        refused_at = v_now, changed_at = v_now
    RETURNING q.* INTO v_belief;
    IF p_lower AND NOT v_belief.probation AND v_live > 0 THEN
        UPDATE quota_belief q
        SET working = nullif(greatest(1, least(q.rpm, q.working, v_live - q.refused)), q.rpm)
        WHERE q.bucket_id = p_bucket
        RETURNING q.* INTO v_belief;
        UPDATE quota_bucket b SET rpm = least(v_belief.rpm, v_belief.working) WHERE b.id = p_bucket;
    END IF;
    RETURN QUERY SELECT v_project, v_name, v_live, v_belief.rpm, v_belief.working;
END
$$;

-- Working limits rise by one after so many windows without a refusal; a call that was let through
-- ends a probation, and with it the stop of its project. Answers how many buckets have more now.
CREATE FUNCTION recover_limits(p_window interval, p_occupied interval, p_clean integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now     timestamptz;
    v_row     record;
    v_changed integer := 0;
BEGIN
    FOR v_row IN
        SELECT q.bucket_id, b.project_id FROM quota_belief q JOIN quota_bucket b ON b.id = q.bucket_id
        WHERE q.working IS NOT NULL ORDER BY b.project_id, q.bucket_id
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
            SET working = nullif(least(q.rpm, q.working + 1), q.rpm), changed_at = v_now
            WHERE q.bucket_id = v_row.bucket_id AND q.working IS NOT NULL AND NOT q.probation
              AND q.changed_at <= v_now - p_window * p_clean;
            IF FOUND THEN
                UPDATE quota_bucket b SET rpm = least(q.rpm, q.working)
                FROM quota_belief q WHERE b.id = v_row.bucket_id AND q.bucket_id = b.id;
                v_changed := v_changed + 1;
            END IF;
        END IF;
    END LOOP;
    RETURN v_changed;
END
$$;

-- Ends the rest of a bucket that was on probation, and with it its whole project's where that stopped.
CREATE FUNCTION end_rest(p_project bigint, p_bucket bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_stopped text;
BEGIN
    SELECT stopped_reason INTO v_stopped FROM project WHERE id = p_project FOR NO KEY UPDATE;
    WITH rested AS (
        SELECT b.id FROM quota_bucket b
        WHERE b.project_id = p_project AND (b.id = p_bucket OR b.cooldown_reason = v_stopped)
        ORDER BY b.id FOR NO KEY UPDATE
    ),
    ended AS (
        UPDATE quota_belief q SET working = NULL, probation = false
        FROM rested r WHERE q.bucket_id = r.id AND q.probation
        RETURNING q.bucket_id, q.rpm
    )
    UPDATE quota_bucket b
    SET cooldown_until = '-infinity', cooldown_reason = NULL, rpm = CASE WHEN e.bucket_id IS NULL THEN b.rpm ELSE e.rpm END
    FROM rested r LEFT JOIN ended e ON e.bucket_id = r.id
    WHERE b.id = r.id;
    UPDATE project SET stopped_reason = NULL, stopped_at = NULL WHERE id = p_project AND stopped_reason IS NOT NULL;
END
$$;

-- The project may call nothing. After a pause, the bucket that met it makes one call to see whether
-- that is over; the others wait for what comes of it.
CREATE FUNCTION stop_project(p_project bigint, p_bucket bigint, p_reason text, p_pause interval) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now timestamptz;
    v_id  bigint;
BEGIN
    PERFORM FROM project WHERE id = p_project FOR NO KEY UPDATE;
    PERFORM FROM quota_bucket WHERE project_id = p_project ORDER BY id FOR NO KEY UPDATE;
    v_now := ledger_now();
    UPDATE project SET stopped_reason = p_reason, stopped_at = v_now WHERE id = p_project;
    FOR v_id IN SELECT id FROM quota_bucket WHERE project_id = p_project ORDER BY id LOOP
        PERFORM put_on_probation(v_id);
    END LOOP;
    UPDATE quota_bucket b
    SET cooldown_until = greatest(b.cooldown_until, v_now + CASE WHEN b.id = p_bucket THEN p_pause
                                                                 ELSE p_pause + interval '1 day' END),
        cooldown_reason = p_reason
    WHERE b.project_id = p_project;
END
$$;

-- All of the other project's keys, leases and days are this one's from now on. Every lease stays: as
-- long as there are more than the limit allows, the latest so many decide when there is room.
CREATE FUNCTION merge_projects(p_keep bigint, p_gone bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_pair record;
BEGIN
    PERFORM FROM project WHERE id IN (p_keep, p_gone) ORDER BY id FOR UPDATE;
    PERFORM FROM quota_bucket WHERE project_id IN (p_keep, p_gone) ORDER BY id FOR UPDATE;
    FOR v_pair IN
        SELECT g.id AS gone, k.id AS keep, g.occupied, g.day, g.day_used, g.cooldown_until, g.cooldown_reason
        FROM quota_bucket g
        JOIN quota_bucket k ON k.project_id = p_keep AND k.bucket = g.bucket
        WHERE g.project_id = p_gone
    LOOP
        UPDATE quota_lease SET bucket_id = v_pair.keep WHERE bucket_id = v_pair.gone;
        UPDATE quota_bucket b
        SET occupied = b.occupied + v_pair.occupied,
            day = greatest(b.day, v_pair.day),
            day_used = CASE WHEN b.day >= v_pair.day THEN b.day_used ELSE 0 END
                     + CASE WHEN v_pair.day >= b.day THEN v_pair.day_used ELSE 0 END,
            cooldown_reason = CASE WHEN v_pair.cooldown_until > b.cooldown_until THEN v_pair.cooldown_reason
                                   ELSE b.cooldown_reason END,
            cooldown_until = greatest(b.cooldown_until, v_pair.cooldown_until)
        WHERE b.id = v_pair.keep;
        -- Where input tokens are counted too, all of them are kept.
        IF EXISTS (SELECT FROM pg_attribute
                   WHERE attrelid = 'quota_bucket'::regclass AND attname = 'occupied_tokens') THEN
            EXECUTE 'UPDATE quota_bucket b SET occupied_tokens = b.occupied_tokens + g.occupied_tokens'
                    ' FROM quota_bucket g WHERE b.id = $1 AND g.id = $2'
                USING v_pair.keep, v_pair.gone;
        END IF;
        DELETE FROM quota_bucket WHERE id = v_pair.gone;
    END LOOP;
    UPDATE quota_bucket SET project_id = p_keep WHERE project_id = p_gone;
    UPDATE gemini_key SET project_id = p_keep WHERE project_id = p_gone;
    DELETE FROM operator_limit WHERE project_id = p_gone;
    DELETE FROM learned_limit WHERE project_id = p_gone;
    UPDATE project SET merged_into = p_keep WHERE merged_into = p_gone;
    UPDATE project SET active = false, merged_into = p_keep, number = NULL, stopped_reason = NULL, stopped_at = NULL
    WHERE id = p_gone;
END
$$;

-- Google called the project by its number. Answers what that told: 'known', 'new', 'merged' with the
-- two of ours that are one, or 'other' when it had another number before.
CREATE FUNCTION identify_project(p_project bigint, p_number text)
    RETURNS TABLE (told text, kept bigint, kept_name text, gone bigint, gone_name text)
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_mine  project;
    v_other project;
BEGIN
    PERFORM limits_lock();
    -- In one order, as everybody who locks several.
    PERFORM FROM project WHERE id = p_project OR number = p_number ORDER BY id FOR UPDATE;
    SELECT * INTO v_mine FROM project WHERE id = p_project AND merged_into IS NULL FOR UPDATE;
    IF NOT FOUND OR v_mine.number = p_number THEN
        RETURN QUERY SELECT 'known', v_mine.id, v_mine.name, NULL::bigint, NULL::text;
    ELSIF v_mine.number IS NOT NULL THEN
        RETURN QUERY SELECT 'other', v_mine.id, v_mine.name, NULL::bigint, v_mine.number;
    ELSE
        SELECT * INTO v_other FROM project p
        WHERE p.number = p_number AND p.simulated = v_mine.simulated AND p.merged_into IS NULL AND p.removed_at IS NULL;
        IF NOT FOUND THEN
            UPDATE project SET number = NULL WHERE number = p_number AND simulated = v_mine.simulated;
            UPDATE project SET number = p_number WHERE id = p_project;
            RETURN QUERY SELECT 'new', v_mine.id, v_mine.name, NULL::bigint, NULL::text;
        ELSE
            -- The one that was known by this number stays, so that its name goes on to be used.
            PERFORM merge_projects(v_other.id, v_mine.id);
            PERFORM derive_limits(v_other.id, NULL);
            INSERT INTO audit (who, origin, action, subject, detail)
            VALUES ('ssalmuk', 'worker', 'merge projects', v_other.name,
                    v_mine.name || ' is the same Google project, number ' || p_number);
            RETURN QUERY SELECT 'merged', v_other.id, v_other.name, v_mine.id, v_mine.name;
        END IF;
    END IF;
END
$$;

-- Takes a key out of service; if the upstream blames its whole project, all keys of that. The first
-- look is soon, and later where a key came back in vain not long ago.
CREATE FUNCTION quarantine_keys(p_project bigint, p_key bigint, p_reason text, p_first interval) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_now     timestamptz := ledger_now();
    v_changed integer;
BEGIN
    IF p_key IS NULL THEN
        UPDATE project SET stopped_reason = p_reason, stopped_at = v_now WHERE id = p_project;
    END IF;
    UPDATE gemini_key k
    SET state = 'quarantined', reason = p_reason,
        rechecks = CASE WHEN k.revived_at > v_now - interval '1 day' THEN k.rechecks ELSE 0 END,
        recheck_at = v_now + p_first * CASE WHEN k.revived_at > v_now - interval '1 day'
                                            THEN power(2, least(k.rechecks, 8)) ELSE 1 END
    WHERE k.state = 'active' AND (k.id = p_key OR (p_key IS NULL AND k.project_id = p_project));
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    RETURN v_changed;
END
$$;

-- The key works again; where its project was stopped as a whole, so do the others.
CREATE FUNCTION revive_key(p_key bigint) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_project bigint;
    v_stopped text;
    v_changed integer;
BEGIN
    SELECT p.id, p.stopped_reason INTO v_project, v_stopped
    FROM gemini_key k JOIN project p ON p.id = k.project_id WHERE k.id = p_key FOR NO KEY UPDATE OF p;
    UPDATE gemini_key k
    SET state = 'active', reason = NULL, recheck_at = NULL, revived_at = ledger_now(), rechecks = k.rechecks + 1
    WHERE k.state = 'quarantined'
      AND (k.id = p_key OR (k.project_id = v_project AND k.reason = v_stopped));
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    UPDATE project p SET stopped_reason = NULL, stopped_at = NULL
    WHERE p.id = v_project AND v_changed > 0 AND NOT EXISTS (
        SELECT FROM quota_bucket b WHERE b.project_id = p.id AND b.cooldown_reason = p.stopped_reason
                                     AND b.cooldown_until > ledger_now());
    RETURN v_changed;
END
$$;

-- The administrator says that the project is well: whatever rested for its sake goes on, and keys
-- that were taken out with it.
CREATE FUNCTION resume_project(p_project bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_stopped text;
BEGIN
    SELECT stopped_reason INTO v_stopped FROM project WHERE id = p_project FOR NO KEY UPDATE;
    IF v_stopped IS NULL THEN
        RETURN;
    END IF;
    UPDATE gemini_key SET state = 'active', reason = NULL, recheck_at = NULL, revived_at = ledger_now(), rechecks = rechecks + 1
    WHERE project_id = p_project AND state = 'quarantined' AND reason = v_stopped;
    PERFORM end_rest(p_project, NULL);
END
$$;

-- Buckets that rest because they may not be used at all are tried again.
CREATE FUNCTION try_again(p_project bigint, p_bucket text) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_row record;
BEGIN
    FOR v_row IN
        SELECT b.id FROM quota_bucket b
        WHERE b.project_id = coalesce(p_project, b.project_id) AND p_bucket IN (b.bucket, '*')
          AND b.cooldown_reason IN ('limit-0', 'not-for-this-project') AND b.cooldown_until > ledger_now()
        ORDER BY b.id
    LOOP
        PERFORM FROM quota_bucket WHERE id = v_row.id FOR NO KEY UPDATE;
        UPDATE quota_belief SET working = NULL, probation = false WHERE bucket_id = v_row.id AND probation;
        UPDATE quota_bucket b SET cooldown_until = '-infinity', cooldown_reason = NULL, rpm = coalesce(q.rpm, b.rpm)
        FROM (SELECT v_row.id) AS r (id) LEFT JOIN quota_belief q ON q.bucket_id = r.id
        WHERE b.id = r.id;
    END LOOP;
END
$$;
