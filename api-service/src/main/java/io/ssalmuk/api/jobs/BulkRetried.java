package io.ssalmuk.api.jobs;

/**
 * How many jobs were retried.
 *
 * @param matched jobs that the filter fits, up to the limit
 * @param retried new jobs; fewer where a request or file is gone
 * @param more whether there are others beyond the limit
 */
record BulkRetried(int matched, int retried, boolean more, boolean dryRun) {}
