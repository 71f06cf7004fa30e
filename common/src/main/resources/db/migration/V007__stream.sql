-- The API process that takes a streamed job's chunks; none for other jobs.
ALTER TABLE job_request ADD COLUMN reply_to text;

-- Set before the first chunk leaves the worker. What has begun to stream cannot be called again, for
-- a second answer would not continue the first: with its worker gone, the job fails.
ALTER TABLE job_claim ADD COLUMN streaming boolean NOT NULL DEFAULT false;
