package io.ssalmuk.job;

/**
 * What the broker carries for a job: enough to lease a permit, no more.
 *
 * @param units request units that the call will cost
 */
public record Ticket(JobId job, Line line, int units) {}
