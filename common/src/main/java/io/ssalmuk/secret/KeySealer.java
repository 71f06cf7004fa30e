package io.ssalmuk.secret;

/** The public half of the key ring: it stores keys, and cannot read them back. */
public interface KeySealer {
    SealedKey seal(GeminiKey key);
}
