package io.ssalmuk.estimate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks into the first bytes of a file, which may be too few or nonsense. */
record Bytes(ByteBuffer buffer) {

    static Bytes big(byte[] bytes) {
        return new Bytes(ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN));
    }

    static Bytes little(byte[] bytes) {
        return new Bytes(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    boolean has(int at, String word) {
        if (at < 0 || at + word.length() > buffer.limit()) {
            return false;
        }
        var there = new byte[word.length()];
        buffer.get(at, there);
        return new String(there, StandardCharsets.ISO_8859_1).equals(word);
    }

    /** Zero beyond the end. */
    int unsigned8(int at) {
        return inside(at, 1) ? Byte.toUnsignedInt(buffer.get(at)) : 0;
    }

    int unsigned16(int at) {
        return inside(at, 2) ? Short.toUnsignedInt(buffer.getShort(at)) : 0;
    }

    long unsigned32(int at) {
        return inside(at, 4) ? Integer.toUnsignedLong(buffer.getInt(at)) : 0;
    }

    private boolean inside(int at, int length) {
        return at >= 0 && at + length <= buffer.limit();
    }

    int length() {
        return buffer.limit();
    }

    /** Where a word begins, from somewhere on; -1 if nowhere. */
    int find(String word, int from) {
        for (int at = from; at + word.length() <= length(); at++) {
            if (buffer.get(at) == word.charAt(0) && has(at, word)) {
                return at;
            }
        }
        return -1;
    }
}
