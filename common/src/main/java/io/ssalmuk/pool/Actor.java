package io.ssalmuk.pool;

/**
 * Who changes something, for the audit trail.
 *
 * @param who such as {@code admin}
 * @param origin where from, such as an address
 */
public record Actor(String who, String origin) {}
