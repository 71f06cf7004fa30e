package io.ssalmuk.job;

/**
 * A job whose row is committed.
 *
 * @param ticketed whether its ticket is to be published at once; otherwise it waits to be admitted
 */
public record Accepted(JobId id, boolean ticketed) {}
