-- A claim's own name, which its claimant knows before it is written: a claim whose answer was lost is given up by it.
ALTER TABLE job_claim ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
