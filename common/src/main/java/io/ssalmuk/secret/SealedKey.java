package io.ssalmuk.secret;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A Gemini key as it is stored.
 *
 * @param fingerprint SHA-256 of the key, by which it is recognised without being read
 * @param ciphertext the key under the key ring's public half
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and never changed after it is made
public record SealedKey(byte[] fingerprint, byte[] ciphertext) {

    /** A name for logs and lists, from which the key cannot be told. */
    public String name() {
        return "key-" + HexFormat.of().formatHex(fingerprint, 0, 4);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedKey(byte[] print, byte[] _)
                && Arrays.equals(fingerprint, print);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint);
    }

    @Override
    public String toString() {
        return name();
    }
}
