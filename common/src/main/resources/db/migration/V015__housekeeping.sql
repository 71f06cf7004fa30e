-- Days that are over are dropped, and a model that is out of capacity is left alone for a while.

-- Whether nobody needs the jobs of a range of ids any more beside their clients: the one place for
-- what must be settled before they go.
CREATE FUNCTION jobs_settled(p_first uuid, p_last uuid) RETURNS boolean
    LANGUAGE sql STABLE AS
$$
SELECT true
$$;

-- Drops a day of jobs with their bodies, answers and log, or says why not: LATE if one of them ended
-- within the time that jobs are kept, UNSETTLED, MANY if too many have not ended, or BUSY if it would
-- have had to wait. Those that have
-- not ended go on in the default partitions, where they are looked for once the day has none.
-- Whoever is in the way is waited for only shortly, for all jobs wait behind us meanwhile.
CREATE FUNCTION drop_job_day(p_day date, p_keep interval) RETURNS text
    LANGUAGE plpgsql
    SET lock_timeout = '300ms' AS
$$
DECLARE
    c_moved CONSTANT integer := 10000; -- the locks are held for as long as these take
    v_first   uuid := first_job_id(p_day);
    v_next    uuid := first_job_id(p_day + 1);
    v_suffix  text := to_char(p_day, '_YYYYMMDD');
    v_unended uuid[];
    v_parent  text;
BEGIN
    IF EXISTS (SELECT FROM usage_log
               WHERE job_id >= v_first AND job_id < v_next AND ended_at >= clock_timestamp() - p_keep) THEN
        RETURN 'LATE';
    END IF;
    IF NOT jobs_settled(v_first, v_next) THEN
        RETURN 'UNSETTLED';
    END IF;
    IF (SELECT count(*) FROM (SELECT FROM job_queue WHERE job_id >= v_first AND job_id < v_next
                              LIMIT c_moved + 1) AS many) > c_moved THEN
        RETURN 'MANY';
    END IF;
    FOREACH v_parent IN ARRAY ARRAY ['job', 'job_request', 'job_result', 'usage_log'] LOOP
        IF to_regclass(v_parent || v_suffix) IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', v_parent, v_parent || v_suffix);
        END IF;
    END LOOP;
    -- Whoever moves a job between these two writes to its row as well, and waits for us.
    v_unended := ARRAY(SELECT job_id FROM job_queue WHERE job_id >= v_first AND job_id < v_next
                       UNION
                       SELECT job_id FROM job_claim WHERE job_id >= v_first AND job_id < v_next);
    FOREACH v_parent IN ARRAY ARRAY ['job', 'job_request'] LOOP
        EXECUTE format('INSERT INTO %I SELECT * FROM %I WHERE id = ANY ($1)', v_parent, v_parent || v_suffix)
            USING v_unended;
    END LOOP;
    FOREACH v_parent IN ARRAY ARRAY ['job', 'job_request', 'job_result', 'usage_log'] LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I', v_parent || v_suffix);
    END LOOP;
    RETURN 'DROPPED';
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
    RETURN 'BUSY';
END
$$;

-- Deletes what lies outside of all days and is as old: few, for most of it ended when its day went.
CREATE FUNCTION delete_stray_jobs(p_keep interval, p_most integer) RETURNS integer
    LANGUAGE sql VOLATILE AS
$$
WITH over AS MATERIALIZED (
    SELECT id FROM job_default
    WHERE ended_at < clock_timestamp() - p_keep AND jobs_settled(id, id)
    LIMIT p_most
),
requests AS (DELETE FROM job_request_default WHERE id IN (SELECT id FROM over)),
results AS (DELETE FROM job_result_default WHERE id IN (SELECT id FROM over)),
logs AS (DELETE FROM usage_log_default WHERE job_id IN (SELECT id FROM over)),
jobs AS (DELETE FROM job_default WHERE id IN (SELECT id FROM over) RETURNING id)
SELECT count(*)::integer FROM jobs
$$;

-- Making a day's partition waits no longer either.
ALTER FUNCTION ensure_job_partitions(date, integer) SET lock_timeout = '500ms';

-- When a job last named the file; to the hour is enough.
ALTER TABLE client_file ADD COLUMN used_at timestamptz;

-- A model that the upstream has no capacity for, whichever project calls it. Nothing is called
-- before "until"; then a call now and then, until one succeeds and the row goes.
CREATE TABLE model_pause (
    bucket    text        PRIMARY KEY,
    trips     integer     NOT NULL DEFAULT 1 CHECK (trips > 0),
    since     timestamptz NOT NULL DEFAULT clock_timestamp(),
    until     timestamptz NOT NULL
);

-- Rows come and go: with a million jobs that wait, the defaults would let 200,000 dead ones stand
-- before the first living one.
ALTER TABLE job_queue SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);
ALTER TABLE job_claim SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
