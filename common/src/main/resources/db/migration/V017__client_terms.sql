-- What a client may do. No value of a limit: no limit, and nothing is counted for it.
ALTER TABLE client
    ADD COLUMN owner               text    NOT NULL DEFAULT '',
    ADD COLUMN scopes              text    NOT NULL DEFAULT 'generate files'
        CHECK (string_to_array(scopes, ' ') <@ ARRAY ['generate', 'files', 'admin-read']),
    ADD COLUMN expires_at          timestamptz,
    ADD COLUMN last_used_at        timestamptz,
    ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0),
    ADD COLUMN concurrent_jobs     integer CHECK (concurrent_jobs > 0),
    ADD COLUMN jobs_per_day        integer CHECK (jobs_per_day > 0),
    ADD COLUMN tokens_per_day      bigint CHECK (tokens_per_day > 0);

-- What clients have used of a minute and of a day; "state" is Bucket4j's. A database that crashes may
-- forget a minute, so that no request waits for the disk; it may not forget a day.
CREATE UNLOGGED TABLE client_minute (
    client_id text PRIMARY KEY,
    state     bytea
) WITH (fillfactor = 50);

CREATE TABLE client_day (
    client_id text PRIMARY KEY,
    state     bytea
) WITH (fillfactor = 50);

-- Jobs of clients whose number of jobs is limited. A row is made before its job and may outlive it:
-- whoever finds no room removes those whose jobs have ended, so that the end of a job costs nothing.
CREATE TABLE client_open_job (
    client_id uuid        NOT NULL,
    job_id    uuid        NOT NULL,
    taken_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (client_id, job_id)
);
