package io.ssalmuk.worker.gemini;

/**
 * An answer other than 2xx, before the SDK has taken it apart.
 *
 * @param body as text, the key redacted
 */
record RawError(int status, String body) {}
