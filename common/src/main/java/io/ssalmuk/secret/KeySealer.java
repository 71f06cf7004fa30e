package io.ssalmuk.secret;

/** The public half of the key ring: it stores keys, and cannot read them back. */
public interface KeySealer {
    SealedKey seal(GeminiKey key);

    /** For who is handed a key, and is not to have one that can be read again. */
    default SealedKey seal(String key) {
        return seal(new GeminiKey(key));
    }
}
