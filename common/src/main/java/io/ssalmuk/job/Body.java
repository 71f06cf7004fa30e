package io.ssalmuk.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON body as opaque UTF-8 bytes; never printed, for prompts and answers are not for logs. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and never changed after it is made
public record Body(byte[] bytes) {

    public static Body of(String json) {
        return new Body(json.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }
}
