-- Where a client wants to be told of its jobs' ends. Secrets are encrypted, and only a worker reads them. The
-- one before stays valid for a day, so that receivers have time to learn the new one.
CREATE TABLE webhook_endpoint (
    id                  uuid PRIMARY KEY,
    client_id           uuid        NOT NULL,
    url                 text        NOT NULL,
    events              text[]      NOT NULL CHECK (cardinality(events) > 0),
    description         text        NOT NULL DEFAULT '',
    whole_result        boolean     NOT NULL DEFAULT false,
    active              boolean     NOT NULL,
    secret              bytea       NOT NULL,
    former_secret       bytea,
    former_secret_until timestamptz,
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Since when nothing has been delivered; none while the last attempt went well.
    failing_since       timestamptz,
    disabled_at         timestamptz,
    disabled_reason     text,
    CHECK ((former_secret IS NULL) = (former_secret_until IS NULL)),
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
    CHECK (disabled_at IS NULL OR NOT active)
);
CREATE INDEX webhook_endpoint_client ON webhook_endpoint (client_id);

-- With what the events are signed that go to the address that a job named.
CREATE TABLE webhook_secret (
    client_id           uuid PRIMARY KEY,
    secret              bytea NOT NULL,
    former_secret       bytea,
    former_secret_until timestamptz,
    CHECK ((former_secret IS NULL) = (former_secret_until IS NULL))
);

-- The addresses that jobs name which have not ended. "lane" is whose deliveries wait for each other.
CREATE TABLE job_webhook (
    job_id       uuid PRIMARY KEY,
    url          text    NOT NULL,
    whole_result boolean NOT NULL,
    lane         text    NOT NULL
);

-- What the client said about the job, for nobody but itself.
ALTER TABLE job_request ADD COLUMN metadata text;

-- A UUIDv7: this moment's milliseconds before what is random.
CREATE FUNCTION next_webhook_id() RETURNS uuid
    LANGUAGE sql VOLATILE AS
$$
SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                                      PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                                                        FROM 3)
                                      FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- One event for one address; its id is the webhook-id of every attempt. It refers to endpoints and clients
-- without constraints, which would cost a lock for each job that ends. The job of a test is made up.
CREATE TABLE webhook_delivery (
    id            uuid        NOT NULL,
    job_id        uuid        NOT NULL,
    client_id     uuid        NOT NULL,
    endpoint_id   uuid,
    url           text,
    whole_result  boolean     NOT NULL,
    lane          text        NOT NULL,
    event         text        NOT NULL,
    happened_at   timestamptz NOT NULL,
    status        text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts      integer     NOT NULL DEFAULT 0,
    response_code integer,
    error         text,
    duration_ms   bigint,
    attempted_at  timestamptz,
    PRIMARY KEY (job_id, id),
    CHECK ((endpoint_id IS NULL) = (url IS NOT NULL))
) PARTITION BY RANGE (job_id);
CREATE INDEX webhook_delivery_id ON webhook_delivery (id);
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
CREATE TABLE webhook_delivery_default PARTITION OF webhook_delivery DEFAULT;

-- The outbox: what is still to be delivered, and when somebody is to look at it next. An attempt in flight is
-- due again when its worker must have died.
CREATE TABLE webhook_pending (
    delivery_id uuid PRIMARY KEY,
    job_id      uuid        NOT NULL,
    lane        text        NOT NULL,
    attempts    integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    created_at  timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX webhook_pending_lane ON webhook_pending (lane, due_at);
CREATE INDEX webhook_pending_due ON webhook_pending (due_at);
CREATE INDEX webhook_pending_job ON webhook_pending (job_id);

-- Puts the events of a job's end into the outbox; called by the statement that ends it, where somebody is to be
-- told. Answers the lanes, separated by spaces.
CREATE FUNCTION tell_of_end(p_job uuid, p_client uuid, p_event text, p_at timestamptz) RETURNS text
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    v_lanes text;
BEGIN
    -- The address that the job named is of no use after its end.
    WITH own AS (
        DELETE FROM job_webhook WHERE job_id = p_job RETURNING url, whole_result, lane
    ),
    outbox AS (
        INSERT INTO webhook_delivery (id, job_id, client_id, endpoint_id, url, whole_result, lane, event, happened_at)
        SELECT next_webhook_id(), p_job, p_client, w.endpoint_id, w.url, w.whole_result, w.lane, p_event, p_at
        FROM (SELECT p.id AS endpoint_id, NULL AS url, p.whole_result, p.client_id || '/' || p.id AS lane
              FROM webhook_endpoint p
              WHERE p.client_id = p_client AND p.active AND p_event = ANY (p.events)
              UNION ALL
              SELECT NULL, o.url, o.whole_result, o.lane FROM own o) AS w
        RETURNING id, lane
    ),
    pending AS (
        INSERT INTO webhook_pending (delivery_id, job_id, lane, due_at, created_at)
        SELECT id, p_job, lane, p_at, p_at FROM outbox
        RETURNING lane
    )
    SELECT string_agg(DISTINCT lane, ' ') INTO v_lanes FROM pending;
    RETURN v_lanes;
END
$$;

-- A job is needed until its events are settled, for they tell of it.
CREATE OR REPLACE FUNCTION jobs_settled(p_first uuid, p_last uuid) RETURNS boolean
    LANGUAGE sql STABLE AS
$$
SELECT NOT EXISTS (SELECT FROM webhook_pending WHERE job_id BETWEEN p_first AND p_last)
$$;

-- As for jobs: days are made ahead, and dropped whole. Whoever is in the way is waited for only shortly, for the
-- ends of jobs wait behind us meanwhile; it is tried again later.
CREATE FUNCTION ensure_webhook_partitions(first_day date, days integer) RETURNS void
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
                EXECUTE format('CREATE TABLE %I PARTITION OF webhook_delivery FOR VALUES FROM (%L) TO (%L)',
                               part, first_job_id(day), first_job_id(day + 1));
            END IF;
        END LOOP;
END
$$;

-- Drops the days before this one in which nothing is pending any more; answers how many.
CREATE FUNCTION drop_webhook_partitions(before date) RETURNS integer
    LANGUAGE plpgsql
    SET lock_timeout = '300ms' AS
$$
DECLARE
    part    record;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('webhook partitions'));
    FOR part IN
        SELECT c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') AS day
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'webhook_delivery'::regclass AND c.relname ~ '^webhook_delivery_\d{8}$'
        LOOP
            IF part.day < before
                -- They go with their jobs, or after them.
                AND to_regclass('job_' || right(part.relname, 8)) IS NULL
                AND NOT EXISTS (SELECT FROM webhook_pending
                                WHERE job_id >= first_job_id(part.day)
                                  AND job_id < first_job_id(part.day + 1)) THEN
                EXECUTE format('DROP TABLE %I', part.relname);
                dropped := dropped + 1;
            END IF;
        END LOOP;
    RETURN dropped;
END
$$;

SELECT ensure_webhook_partitions((clock_timestamp() AT TIME ZONE 'UTC')::date - 1, 16);
