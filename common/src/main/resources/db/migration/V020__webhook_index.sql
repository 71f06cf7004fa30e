-- Written for each event twice, and read by the drop of old days alone, which may read what is pending from end to end.
DROP INDEX webhook_pending_job;
