package io.ssalmuk.estimate;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A part's data: inline as Base64, or a file by its address.
 *
 * @param bytes the data; none of a file, or where it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares blobs
record Blob(String mimeType, byte[] bytes) {

    /** A file of which only the kind is known is taken for one of so many bytes. */
    private static final long FILE = 1_000_000;

    static Blob read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Blob("", new byte[0]);
        }
        var mimeType = "";
        var data = new byte[0];
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
                case "mimetype" -> mimeType = parser.getString();
                case "data" -> data = binary(parser);
                default -> {}
            }
        }
        return new Blob(mimeType, data);
    }

    /** What is no Base64 is Google's to refuse. */
    private static byte[] binary(JsonParser parser) {
        try {
            return parser.getBinaryValue();
        } catch (JacksonException _) {
            return new byte[parser.getStringLength()];
        }
    }

    long tokens() {
        return MediaTokens.of(mimeType, bytes.length, bytes);
    }

    long tokensOfFile() {
        return MediaTokens.of(mimeType, FILE, bytes);
    }
}
