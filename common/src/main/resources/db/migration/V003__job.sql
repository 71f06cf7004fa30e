-- A job's state row is narrow; its bodies lie beside it. All three are partitioned by ranges of the
-- UUIDv7 id, that is by time, so that old days can be dropped whole.
CREATE TABLE job (
    id            uuid        NOT NULL PRIMARY KEY,
    client_id     uuid        NOT NULL,
    method        text        NOT NULL,
    model         text        NOT NULL,
    bucket        text        NOT NULL,
    lane          text        NOT NULL CHECK (lane IN ('interactive', 'bulk')),
    units         integer     NOT NULL DEFAULT 1 CHECK (units > 0),
    state         text        NOT NULL CHECK (state IN ('queued', 'processing', 'completed', 'failed', 'cancelled', 'expired')),
    attempt       integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    failures      integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    max_attempts  integer     NOT NULL CHECK (max_attempts > 0),
    created_at    timestamptz NOT NULL,
    started_at    timestamptz,
    ended_at      timestamptz,
    error_code    text,
    error_status  integer,
    error_message text,
    CHECK ((state IN ('completed', 'failed', 'cancelled', 'expired')) = (ended_at IS NOT NULL)),
    CHECK ((state IN ('failed', 'expired')) = (error_code IS NOT NULL)),
    CHECK (state NOT IN ('processing', 'completed') OR (attempt > 0 AND started_at IS NOT NULL))
) PARTITION BY RANGE (id);

CREATE TABLE job_request (
    id   uuid  NOT NULL PRIMARY KEY,
    body bytea NOT NULL
) PARTITION BY RANGE (id);

CREATE TABLE job_result (
    id   uuid  NOT NULL PRIMARY KEY,
    body bytea NOT NULL
) PARTITION BY RANGE (id);

-- The first UUIDv7 of a day: 48 bits of milliseconds, the rest zero.
CREATE FUNCTION first_job_id(day date) RETURNS uuid
    LANGUAGE sql IMMUTABLE AS
$$
SELECT (lpad(to_hex((extract(epoch FROM day::timestamp) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the partitions of the given days where they are missing; called ahead of time, so that the
-- default partitions stay empty.
CREATE FUNCTION ensure_job_partitions(first_day date, days integer) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    parent text;
    day    date;
    part   text;
BEGIN
    FOREACH parent IN ARRAY ARRAY ['job', 'job_request', 'job_result']
        LOOP
            FOR n IN 0..days - 1
                LOOP
                    day := first_day + n;
                    part := parent || '_' || to_char(day, 'YYYYMMDD');
                    IF to_regclass(part) IS NULL THEN
                        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                                       part, parent, first_job_id(day), first_job_id(day + 1));
                        IF parent = 'job' THEN
                            -- Every job row is updated twice or more: leave room on its page.
                            EXECUTE format('ALTER TABLE %I SET (fillfactor = 70)', part);
                        END IF;
                    END IF;
                END LOOP;
        END LOOP;
END
$$;

CREATE TABLE job_default PARTITION OF job DEFAULT;
CREATE TABLE job_request_default PARTITION OF job_request DEFAULT;
CREATE TABLE job_result_default PARTITION OF job_result DEFAULT;
SELECT ensure_job_partitions((clock_timestamp() AT TIME ZONE 'UTC')::date - 1, 16);

-- What is not running and not ended, in a small table of its own.
-- waiting:  not admitted to a broker queue yet
-- ticketed: a ticket is, or is about to be, in a broker queue; confirmed says that the broker has it
-- parked:   waits until due_at
CREATE TABLE job_queue (
    job_id    uuid PRIMARY KEY,
    client_id uuid        NOT NULL,
    bucket    text        NOT NULL,
    lane      text        NOT NULL,
    units     integer     NOT NULL,
    place     text        NOT NULL CHECK (place IN ('waiting', 'ticketed', 'parked')),
    confirmed boolean     NOT NULL DEFAULT false,
    placed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at    timestamptz,
    CHECK ((place = 'parked') = (due_at IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX job_queue_waiting ON job_queue (bucket, lane, client_id, job_id) WHERE place = 'waiting';
CREATE INDEX job_queue_ticketed ON job_queue (bucket, lane, client_id) WHERE place = 'ticketed';
CREATE INDEX job_queue_due ON job_queue (due_at) WHERE place = 'parked';

-- What is running, and on which boot of which worker.
CREATE TABLE job_claim (
    job_id     uuid PRIMARY KEY,
    attempt    integer     NOT NULL,
    boot_id    uuid        NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX job_claim_boot ON job_claim (boot_id);
