-- A worker's life: from its start, or from its return after it was declared dead, to its end.
CREATE TABLE worker_boot (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- A duty that one process of the cluster has at a time. It expires, where an advisory lock would
-- stay with a paused process.
CREATE TABLE duty (
    name       text PRIMARY KEY,
    holder     uuid        NOT NULL,
    expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The broker that was last seen; it holds a queue named after this marker for as long as it has
-- not been emptied or replaced.
CREATE TABLE broker_marker (
    id     smallint PRIMARY KEY CHECK (id = 1),
    marker uuid NOT NULL
);
