package io.ssalmuk.api.jobs;

/**
 * How many jobs were cancelled.
 *
 * @param matched jobs that the filter fits, up to the limit
 * @param cancelled those that no worker had, and that have ended
 * @param stopping those that a worker has, and that end within moments
 * @param more whether there are others beyond the limit
 */
record BulkCancelled(int matched, int cancelled, int stopping, boolean more, boolean dryRun) {}
