package io.ssalmuk.api.body;

import io.ssalmuk.job.Body;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A member of a JSON object, cut out of it as it stands. */
public final class RawMember {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RawMember() {}

    /** The list or object of this name at the top of the body; empty when there is none. */
    public static Optional<String> of(Body body, String name) {
        try (var parser = JSON.createParser(body.bytes())) {
            return find(parser, name) ? Optional.of(cut(parser, body.bytes())) : Optional.empty();
        }
    }

    private static boolean find(JsonParser parser, String name) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (var next = parser.nextName(); next != null; next = parser.nextName()) {
            var value = parser.nextToken();
            if (next.equals(name)) {
                return value.isStructStart();
            }
            parser.skipChildren();
        }
        return false;
    }

    private static String cut(JsonParser parser, byte[] json) {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }
}
