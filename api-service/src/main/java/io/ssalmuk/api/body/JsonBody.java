package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON without changing the meaning of anything in it. */
public final class JsonBody {

    /**
     * A tree takes some fifty bytes for each token, however short it is. A file's base64 is one
     * string: the limit on the whole request is what bounds it.
     */
    private static final StreamReadConstraints REQUESTS =
            StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxTokenCount(1_000_000)
                    .build();

    /** Of an answer there may be as much as there is. */
    private static final StreamReadConstraints OURS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final JsonMapper MAPPER = mapper(REQUESTS);

    private static final JsonMapper OUR_MAPPER = mapper(OURS);

    private static JsonMapper mapper(StreamReadConstraints constraints) {
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                // A double would change 0.1234567890123456789 on its way through.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // Of two values for one name, one would silently be lost.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static final JsonMapper SORTING =
            MAPPER.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private JsonBody() {}

    /** The body as an object. */
    public static Field read(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw Refused.of(
                    HttpStatus.BAD_REQUEST, "The request has no body; send a JSON object.");
        }
        var root = tree(body);
        if (!root.isObject()) {
            throw Refused.of(HttpStatus.BAD_REQUEST, "The request must be a JSON object.");
        }
        return new Field("", root);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw Refused.of(
                    HttpStatus.BAD_REQUEST,
                    "The request is not valid JSON%s: %s"
                            .formatted(place(e.getLocation()), JsonFault.sentence(e)));
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** What was written by us or by Google, and read before. */
    public static JsonNode parse(byte[] json) {
        return OUR_MAPPER.readTree(json);
    }

    public static byte[] write(JsonNode node) {
        return write(MAPPER, node);
    }

    /** The same for all texts that mean the same: members are in the order of their names. */
    public static byte[] writeSorted(JsonNode node) {
        return write(SORTING, node);
    }

    private static byte[] write(JsonMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw Refused.of(
                    HttpStatus.BAD_REQUEST,
                    "The request cannot be passed on: " + JsonFault.sentence(e));
        }
    }
}
