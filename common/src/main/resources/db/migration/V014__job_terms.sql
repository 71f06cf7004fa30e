-- Keys by which clients send a request again without getting a second job. The row commits with the
-- job's. Not partitioned: a key must be found whichever day its job is of.
CREATE TABLE idempotency_key (
    client_id    uuid        NOT NULL,
    key          text        NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    request_hash bytea       NOT NULL CHECK (octet_length(request_hash) = 32),
    job_id       uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (client_id, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);

-- A job is not begun after its deadline, and a retried one says whose copy it is.
ALTER TABLE job ADD COLUMN deadline timestamptz;
ALTER TABLE job ADD COLUMN retry_of uuid;

-- What a job's markers stood for. job_file forgets it at the job's end, and a retry needs it.
ALTER TABLE job_request ADD COLUMN files jsonb;

-- The deadline of a job that waits, where those that are due are found without looking at others.
ALTER TABLE job_queue ADD COLUMN deadline timestamptz;
CREATE INDEX job_queue_deadline ON job_queue (deadline) WHERE deadline IS NOT NULL;

-- A client's jobs, newest first. No index has the state in it: every change of it would then have to
-- go into all of a job's indexes.
CREATE INDEX job_client ON job (client_id, id);
CREATE INDEX job_retry ON job (retry_of) WHERE retry_of IS NOT NULL;

-- Those of a client's jobs that ended badly, among any number that did not.
CREATE INDEX usage_log_client_badly ON usage_log (client_id, job_id) WHERE state <> 'completed';

-- States that cannot be. NOT VALID: rows that are there were written under the same rules, and
-- looking at them all would hold up the start.
ALTER TABLE job
    ADD CONSTRAINT job_started_when_claimed
        CHECK ((attempt > 0) = (started_at IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT job_fails_no_more_than_it_may
        CHECK (failures <= attempt AND failures < max_attempts) NOT VALID,
    ADD CONSTRAINT job_error_is_whole
        CHECK ((error_code IS NULL) = (error_message IS NULL)
            AND (error_status IS NULL OR error_code IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT job_expires_at_a_deadline
        CHECK (state <> 'expired' OR deadline IS NOT NULL) NOT VALID,
    ADD CONSTRAINT job_is_no_retry_of_itself
        CHECK (retry_of <> id) NOT VALID;
ALTER TABLE job_claim ADD CONSTRAINT job_claim_is_an_attempt CHECK (attempt > 0) NOT VALID;
ALTER TABLE job_queue
    ADD CONSTRAINT job_queue_confirms_tickets CHECK (NOT confirmed OR place = 'ticketed') NOT VALID;
