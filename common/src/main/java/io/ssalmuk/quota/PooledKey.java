package io.ssalmuk.quota;

import io.ssalmuk.secret.SealedKey;

/**
 * A Gemini key on its way into the pool.
 *
 * @param project the name of the Google project that it belongs to
 */
public record PooledKey(String project, SealedKey key) {}
