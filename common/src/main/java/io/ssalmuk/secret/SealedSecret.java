package io.ssalmuk.secret;

import java.util.Arrays;

/** A signing secret as it is stored: under the key ring's public half. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and never changed after it is made
public record SealedSecret(byte[] ciphertext) {

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSecret(byte[] others) && Arrays.equals(ciphertext, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "SealedSecret";
    }
}
