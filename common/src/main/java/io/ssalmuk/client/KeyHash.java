package io.ssalmuk.client;

import java.util.Arrays;

/** The SHA-256 of a client's key: enough to recognise the key, useless to whoever reads it. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and never changed after it is made
public record KeyHash(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "KeyHash";
    }
}
