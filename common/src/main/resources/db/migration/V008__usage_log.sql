-- One row for each job that ended, written by the statement that ends it. It outlives clients and
-- projects, so it refers to them without a constraint, which would also cost a lock for every job.
-- What is not known is NULL: tokens of an answer that tells none, times of a job that made no call.
CREATE TABLE usage_log (
    job_id            uuid        NOT NULL PRIMARY KEY,
    client_id         uuid        NOT NULL,
    method            text        NOT NULL,
    model             text        NOT NULL,
    bucket            text        NOT NULL,
    project_id        bigint,
    state             text        NOT NULL CHECK (state IN ('completed', 'failed', 'cancelled', 'expired')),
    error_code        text,
    attempts          integer     NOT NULL CHECK (attempts >= 0),
    request_bytes     bigint CHECK (request_bytes >= 0),
    answer_bytes      bigint CHECK (answer_bytes >= 0),
    prompt_tokens     bigint,
    candidates_tokens bigint,
    thoughts_tokens   bigint,
    cached_tokens     bigint,
    total_tokens      bigint,
    waited_ms         bigint      NOT NULL CHECK (waited_ms >= 0),
    upstream_ms       bigint CHECK (upstream_ms >= 0),
    total_ms          bigint      NOT NULL CHECK (total_ms >= 0),
    ended_at          timestamptz NOT NULL,
    CHECK ((state IN ('failed', 'expired')) = (error_code IS NOT NULL))
) PARTITION BY RANGE (job_id);

-- The order in which the log is read. Each day's index is read from its end, so that a page costs
-- no more than its rows.
CREATE INDEX usage_log_ended ON usage_log (ended_at, job_id);
CREATE INDEX usage_log_client ON usage_log (client_id, ended_at, job_id);
-- Few jobs end badly, and they are what is looked for.
CREATE INDEX usage_log_badly ON usage_log (ended_at, job_id) WHERE state <> 'completed';

CREATE TABLE usage_log_default PARTITION OF usage_log DEFAULT;

-- As before, with the usage log among the parents.
CREATE OR REPLACE FUNCTION ensure_job_partitions(first_day date, days integer) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    parent text;
    day    date;
    part   text;
BEGIN
    FOREACH parent IN ARRAY ARRAY ['job', 'job_request', 'job_result', 'usage_log']
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

-- The days that jobs have already, and no other: the jobs of a day without a partition are in the
-- default one, and keep that day's from being made.
SELECT ensure_job_partitions(to_date(right(c.relname, 8), 'YYYYMMDD'), 1)
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'job'::regclass AND c.relname ~ '^job_\d{8}$';
