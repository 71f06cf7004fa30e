-- A content that was uploaded, once however many files have it; the bytes lie outside the database
-- under their SHA-256. Whoever adds or removes the bytes holds this row's lock.
CREATE TABLE file_content (
    hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    size bigint NOT NULL CHECK (size > 0)
);

-- What a client knows as its file.
CREATE TABLE client_file (
    id         uuid PRIMARY KEY,
    client_id  uuid        NOT NULL,
    name       text        NOT NULL,
    mime_type  text        NOT NULL,
    hash       bytea       NOT NULL REFERENCES file_content,
    created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp())
);
CREATE INDEX client_file_client ON client_file (client_id, id);
CREATE INDEX client_file_hash ON client_file (hash);

-- The files of jobs that have not ended; they keep their contents, also when the client deletes its
-- file meanwhile. The marker stands in the job's body where the file belongs.
CREATE TABLE job_file (
    job_id    uuid  NOT NULL,
    marker    uuid  NOT NULL,
    hash      bytea NOT NULL REFERENCES file_content,
    mime_type text  NOT NULL,
    PRIMARY KEY (job_id, marker)
);
CREATE INDEX job_file_hash ON job_file (hash);

-- A content at Google, once per project and type. It may outlive the content here: that is how
-- copies are found that are to be deleted.
-- uploading: a worker's boot is at it, and says so now and then
-- active:    can be used until expires_at
-- leaving:   is being deleted
CREATE TABLE upstream_copy (
    project_id bigint      NOT NULL REFERENCES project,
    hash       bytea       NOT NULL,
    mime_type  text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('uploading', 'active', 'leaving')),
    upload     uuid        NOT NULL UNIQUE,
    boot_id    uuid        NOT NULL,
    name       text,
    uri        text,
    expires_at timestamptz,
    deletions  integer     NOT NULL DEFAULT 0,
    touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project_id, hash, mime_type),
    CHECK ((state = 'uploading') = (name IS NULL)),
    CHECK ((name IS NULL) = (uri IS NULL) AND (name IS NULL) = (expires_at IS NULL))
);
CREATE INDEX upstream_copy_hash ON upstream_copy (hash);
