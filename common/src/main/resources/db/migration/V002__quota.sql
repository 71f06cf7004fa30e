-- The key ring: its public half encrypts Gemini keys, its private half (itself encrypted under the
-- master key that only workers have) opens them.
CREATE TABLE key_ring (
    id             smallint PRIMARY KEY CHECK (id = 1),
    public_keyset  bytea       NOT NULL,
    private_keyset bytea       NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Quotas belong to a Google project; a second key of the same project adds nothing.
CREATE TABLE project (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    tier       text        NOT NULL CHECK (tier IN ('free', 'tier-1', 'tier-2', 'tier-3')),
    active     boolean     NOT NULL DEFAULT true,
    simulated  boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE gemini_key (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id  bigint      NOT NULL REFERENCES project,
    name        text        NOT NULL,
    fingerprint bytea       NOT NULL UNIQUE CHECK (octet_length(fingerprint) = 32),
    ciphertext  bytea       NOT NULL,
    source      text        NOT NULL CHECK (source IN ('environment', 'admin')),
    state       text        NOT NULL CHECK (state IN ('active', 'disabled', 'quarantined')),
    reason      text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((state = 'quarantined') <= (reason IS NOT NULL))
);
CREATE INDEX gemini_key_project ON gemini_key (project_id) WHERE state = 'active';

-- One row per project and model bucket. NULL limits nothing, 0 allows nothing.
-- "occupied" is the sum of units over this bucket's rows in quota_lease, expired ones included
-- until a lease statement, which holds this row's lock, removes them.
CREATE TABLE quota_bucket (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id      bigint      NOT NULL REFERENCES project,
    bucket          text        NOT NULL,
    rpm             integer CHECK (rpm >= 0),
    tpm             bigint CHECK (tpm >= 0),
    rpd             integer CHECK (rpd >= 0),
    limit_source    text        NOT NULL CHECK (limit_source IN ('operator', 'learned', 'catalogue', 'fallback')),
    occupied        integer     NOT NULL DEFAULT 0 CHECK (occupied >= 0),
    day             date        NOT NULL DEFAULT '-infinity',
    day_used        integer     NOT NULL DEFAULT 0 CHECK (day_used >= 0),
    cooldown_until  timestamptz NOT NULL DEFAULT '-infinity',
    cooldown_reason text,
    UNIQUE (project_id, bucket)
) WITH (fillfactor = 50);
CREATE INDEX quota_bucket_bucket ON quota_bucket (bucket);

-- A call occupies its place from its lease until "free_at".
CREATE TABLE quota_lease (
    id        bigint GENERATED ALWAYS AS IDENTITY (CACHE 32) PRIMARY KEY,
    bucket_id bigint      NOT NULL,
    units     integer     NOT NULL CHECK (units > 0),
    day       date        NOT NULL,
    free_at   timestamptz NOT NULL
);
CREATE INDEX quota_lease_free ON quota_lease (bucket_id, free_at);

-- Ledger time. Read after the locks are held, and replaced by tests; never now(), which is the
-- moment when the transaction began.
CREATE FUNCTION ledger_now() RETURNS timestamptz
    LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
