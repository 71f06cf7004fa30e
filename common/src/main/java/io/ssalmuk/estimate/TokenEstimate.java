package io.ssalmuk.estimate;

import io.ssalmuk.job.Body;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request's input tokens by the rates that Google publishes, read piece by piece from a body that
 * may hold megabytes. Whatever becomes part of the prompt counts: contents, the system instruction,
 * tools, schemas, and what requests for embeddings hold. A field that nobody has heard of counts as
 * text, for it may.
 */
public final class TokenEstimate {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Quotes, colons and commas, which a model reads as well. */
    private static final int PUNCTUATION = 3;

    private TokenEstimate() {}

    /** At least one; what cannot be read is taken for text. */
    public static long of(Body body) {
        try (var parser = JSON.createParser(body.bytes())) {
            parser.nextToken();
            return Math.max(1, prompt(parser));
        } catch (JacksonException _) {
            return Math.max(1, TextTokens.ofBytes(body.bytes().length));
        }
    }

    /** The tokens of a value that structures a prompt: an object, or a list of them. */
    private static long prompt(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> {
                long sum = 0;
                for (var t = parser.nextToken(); inside(t); t = parser.nextToken()) {
                    sum += prompt(parser);
                }
                yield sum;
            }
            case null, default -> text(parser);
        };
    }

    private static boolean inside(@Nullable JsonToken token) {
        return token != null && token != JsonToken.END_ARRAY;
    }

    private static long fields(JsonParser parser) {
        long sum = 0;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            sum += field(plain(name), parser);
        }
        return sum;
    }

    /** Google takes both spellings. */
    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static long field(String name, JsonParser parser) {
        return switch (name) {
            case "contents", "content", "parts", "requests", "systeminstruction" -> prompt(parser);
            case "text", "title" -> text(parser);
            case "inlinedata" -> Blob.read(parser).tokens();
            case "filedata" -> Blob.read(parser).tokensOfFile();
            case "generationconfig" -> schemas(parser);
            // Uploaded files are counted where their sizes are known.
            case "fileid",
                    "role",
                    "model",
                    "safetysettings",
                    "toolconfig",
                    "labels",
                    "servicetier",
                    "cachedcontent",
                    "tasktype",
                    "outputdimensionality",
                    "thought",
                    "thoughtsignature",
                    "videometadata",
                    "mediaresolution" ->
                    nothing(parser);
            default -> TextTokens.ofCharacters(spoken(parser));
        };
    }

    private static long text(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return TextTokens.ofCharacters(spoken(parser));
        }
        return TextTokens.of(
                parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }

    private static long nothing(JsonParser parser) {
        parser.skipChildren();
        return 0;
    }

    /** Of the generation's settings, the model is shown the schema of its answer alone. */
    private static long schemas(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return nothing(parser);
        }
        long sum = 0;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            boolean schema = plain(name).endsWith("schema");
            sum += schema ? TextTokens.ofCharacters(spoken(parser)) : nothing(parser);
        }
        return sum;
    }

    /** The length of a value as JSON, which is how a model sees tools and their arguments. */
    private static long spoken(JsonParser parser) {
        long length = 0;
        int depth = 0;
        var token = parser.currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            length +=
                    token.isScalarValue() || token == JsonToken.PROPERTY_NAME ? scalar(parser) : 1;
            if (depth == 0) {
                return length;
            }
            token = parser.nextToken();
        }
        return length;
    }

    private static long scalar(JsonParser parser) {
        return (long) PUNCTUATION + parser.getStringLength();
    }
}
