package io.ssalmuk.api.submit;

/**
 * A model that has queues.
 *
 * @param name as the client called it, without {@code models/}
 * @param bucket the quota bucket that it draws from
 */
public record KnownModel(String name, String bucket) {}
