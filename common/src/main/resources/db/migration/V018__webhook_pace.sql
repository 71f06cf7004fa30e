-- Webhooks that cost the jobs less.

-- When the next is due is found lane by lane.
DROP INDEX webhook_pending_due;

-- A delivery is written once more when it is settled: there is room for that on its page, so that no index
-- is written again.
CREATE OR REPLACE FUNCTION ensure_webhook_partitions(first_day date, days integer) RETURNS void
    LANGUAGE plpgsql
    SET lock_timeout = '500ms' AS
$$
DECLARE
    day  date;
    part text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('webhook partitions'));
    FOR n IN 0..days - 1
        LOOP
            day := first_day + n;
            part := 'webhook_delivery_' || to_char(day, 'YYYYMMDD');
            -- The deliveries of a day without a partition are in the default one, and keep it from being made.
            IF to_regclass(part) IS NULL
                AND NOT EXISTS (SELECT FROM webhook_delivery_default
                                WHERE job_id >= first_job_id(day) AND job_id < first_job_id(day + 1)) THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF webhook_delivery FOR VALUES FROM (%L) TO (%L) '
                               'WITH (fillfactor = 60)',
                               part, first_job_id(day), first_job_id(day + 1));
            END IF;
        END LOOP;
END
$$;

DO
$$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'webhook_delivery'::regclass
        LOOP
            EXECUTE format('ALTER TABLE %s SET (fillfactor = 60)', part);
        END LOOP;
END
$$;
