-- A client is known by its key; only the key's SHA-256 is kept, for the key itself is 256 random bits.
CREATE TABLE client (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    key_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
    key_hint   text        NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);
