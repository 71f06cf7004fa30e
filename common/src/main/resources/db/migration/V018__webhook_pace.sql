-- Webhooks that cost the jobs less. The outbox holds all that an event says of its job, so that to deliver one
-- nobody looks into the days of jobs and deliveries: to make the partitions of all days ready cost more than the
-- rest of a claim. For a test there is no job.
ALTER TABLE webhook_pending
    ADD COLUMN client_id      uuid,
    ADD COLUMN endpoint_id    uuid,
    ADD COLUMN url            text,
    ADD COLUMN whole_result   boolean,
    ADD COLUMN event          text,
    ADD COLUMN happened_at    timestamptz,
    ADD COLUMN state          text,
    ADD COLUMN model          text,
    ADD COLUMN job_created_at timestamptz,
    ADD COLUMN error_code     text,
    ADD COLUMN error_status   integer,
    ADD COLUMN error_message  text,
    ADD COLUMN metadata       text;

UPDATE webhook_pending p
SET client_id = d.client_id, endpoint_id = d.endpoint_id, url = d.url, whole_result = d.whole_result,
    event = d.event, happened_at = d.happened_at, state = j.state, model = j.model, job_created_at = j.created_at,
    error_code = j.error_code, error_status = j.error_status, error_message = j.error_message, metadata = q.metadata
FROM webhook_delivery d
LEFT JOIN job j ON j.id = d.job_id
LEFT JOIN job_request q ON q.id = d.job_id
WHERE d.job_id = p.job_id AND d.id = p.delivery_id;

ALTER TABLE webhook_pending
    ALTER COLUMN client_id SET NOT NULL,
    ALTER COLUMN whole_result SET NOT NULL,
    ALTER COLUMN event SET NOT NULL,
    ALTER COLUMN happened_at SET NOT NULL,
    -- Each event comes and goes. What it says is checked where it stays, for each check of a row costs its writer.
    SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);

-- When the next is due is found lane by lane.
DROP INDEX webhook_pending_due;

-- As before, with what the event says of the job.
DROP FUNCTION tell_of_end(uuid, uuid, text, timestamptz);
CREATE FUNCTION tell_of_end(p_job uuid, p_client uuid, p_state text, p_model text, p_created_at timestamptz,
                            p_ended_at timestamptz, p_error_code text, p_error_status integer,
                            p_error_message text, p_metadata text) RETURNS text
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_event text := 'job.' || p_state;
    v_lanes text;
BEGIN
    -- The address that the job named is of no use after its end.
    WITH own AS (
        DELETE FROM job_webhook WHERE job_id = p_job RETURNING url, whole_result, lane
    ),
    told AS MATERIALIZED (
        SELECT next_webhook_id() AS id, w.*
        FROM (SELECT p.id AS endpoint_id, NULL AS url, p.whole_result, p.client_id || '/' || p.id AS lane
              FROM webhook_endpoint p
              WHERE p.client_id = p_client AND p.active AND v_event = ANY (p.events)
              UNION ALL
              SELECT NULL, o.url, o.whole_result, o.lane FROM own o) AS w
    ),
    deliveries AS (
        INSERT INTO webhook_delivery (id, job_id, client_id, endpoint_id, url, whole_result, lane, event, happened_at)
        SELECT t.id, p_job, p_client, t.endpoint_id, t.url, t.whole_result, t.lane, v_event, p_ended_at
        FROM told t
    ),
    pending AS (
        INSERT INTO webhook_pending (delivery_id, job_id, lane, due_at, created_at, client_id, endpoint_id, url,
                                     whole_result, event, happened_at, state, model, job_created_at, error_code,
                                     error_status, error_message, metadata)
        SELECT t.id, p_job, t.lane, p_ended_at, p_ended_at, p_client, t.endpoint_id, t.url,
               t.whole_result, v_event, p_ended_at, p_state, p_model, p_created_at, p_error_code,
               p_error_status, p_error_message, p_metadata
        FROM told t
    )
    SELECT string_agg(DISTINCT t.lane, ' ') INTO v_lanes FROM told t;
    RETURN v_lanes;
END
$$;

-- A delivery is written once more when it is settled: there is room for that on its page, so that no index
-- is written again.
CREATE OR REPLACE FUNCTION ensure_webhook_partitions(first_day date, days integer) RETURNS void
    LANGUAGE plpgsql
    SET lock_timeout = '500ms' AS
$$
DECLARE
    day  date;
    part text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('webhook partitions'));
    FOR n IN 0..days - 1
        LOOP
            day := first_day + n;
            part := 'webhook_delivery_' || to_char(day, 'YYYYMMDD');
            -- The deliveries of a day without a partition are in the default one, and keep it from being made.
            IF to_regclass(part) IS NULL
                AND NOT EXISTS (SELECT FROM webhook_delivery_default
                                WHERE job_id >= first_job_id(day) AND job_id < first_job_id(day + 1)) THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF webhook_delivery FOR VALUES FROM (%L) TO (%L) '
                               'WITH (fillfactor = 60)',
                               part, first_job_id(day), first_job_id(day + 1));
            END IF;
        END LOOP;
END
$$;

DO
$$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'webhook_delivery'::regclass
        LOOP
            EXECUTE format('ALTER TABLE %s SET (fillfactor = 60)', part);
        END LOOP;
END
$$;
