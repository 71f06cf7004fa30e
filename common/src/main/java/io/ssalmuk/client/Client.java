package io.ssalmuk.client;

import java.time.Instant;

/**
 * A client as the administrator sees it.
 *
 * @param hint how its key begins
 * @param active whether its key opens anything
 */
public record Client(ClientId id, String name, String hint, boolean active, Instant createdAt) {}
