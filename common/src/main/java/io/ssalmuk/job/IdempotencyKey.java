package io.ssalmuk.job;

import io.ssalmuk.file.ContentHash;

/**
 * What a client calls a request, so that it can be sent again without doing anything twice.
 *
 * @param request the hash of what was asked for: under the same key, it must be the same
 */
public record IdempotencyKey(String text, ContentHash request) {}
