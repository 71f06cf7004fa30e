package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.answer.Reading.Bad;
import io.ssalmuk.simulator.answer.Reading.Good;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.refusal.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the mistakes in a request that the upstream would refuse it for. */
public final class RequestReader {
    private static final Set<String> ROLES = Set.of("user", "model", "function", "tool", "");

    private RequestReader() {}

    public static Reading generate(byte[] body) {
        return read(body, RequestReader::inGenerate);
    }

    /** A countTokens request holds its contents itself or within a generateContentRequest. */
    public static Reading countTokens(byte[] body) {
        Reading reading = read(body, _ -> Optional.empty());
        return switch (reading) {
            case Bad bad -> bad;
            case Good good -> {
                JsonNode inner = field(good.request(), "generateContentRequest");
                JsonNode request = inner.isObject() ? inner : good.request();
                yield judged(request, inContents(field(request, "contents")));
            }
        };
    }

    public static Reading embed(byte[] body) {
        return read(body, request -> inEmbed("EmbedContentRequest", request));
    }

    public static Reading batchEmbed(byte[] body) {
        return read(body, RequestReader::inBatch);
    }

    private static Reading read(byte[] body, Function<JsonNode, Optional<String>> mistakes) {
        try {
            JsonNode request = Json.parse(body);
            return request.isObject()
                    ? judged(request, mistakes.apply(request))
                    : bad("Invalid JSON payload received. Root element must be a message.");
        } catch (JacksonException malformed) {
            return bad(
                    "Invalid JSON payload received. Unexpected token.\n"
                            + malformed.getOriginalMessage());
        }
    }

    private static Reading judged(JsonNode request, Optional<String> mistake) {
        return mistake.map(RequestReader::bad).orElseGet(() -> new Good(request));
    }

    private static Reading bad(String message) {
        return new Bad(Refusal.invalidArgument(message));
    }

    private static Optional<String> inGenerate(JsonNode request) {
        JsonNode config = field(request, "generationConfig");
        return Stream.<Optional<String>>of(
                        inContents(field(request, "contents")),
                        range(config, "temperature", 0, 2),
                        range(config, "topP", 0, 1),
                        range(config, "candidateCount", 1, 8),
                        range(config, "maxOutputTokens", 1, Integer.MAX_VALUE))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> inContents(JsonNode contents) {
        if (!contents.isArray() || contents.isEmpty()) {
            return Optional.of("* GenerateContentRequest.contents: contents is not specified\n");
        }
        return contents.valueStream().flatMap(each -> inContent(each).stream()).findFirst();
    }

    private static Optional<String> inContent(JsonNode content) {
        if (!ROLES.contains(field(content, "role").asString(""))) {
            return Optional.of("Please use a valid role: user, model.");
        }
        return field(content, "parts").isEmpty()
                ? Optional.of(
                        "* GenerateContentRequest.contents.parts: contents.parts must not be empty.\n")
                : Optional.empty();
    }

    private static Optional<String> range(JsonNode config, String name, double low, double high) {
        JsonNode value = field(config, name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        String path = "generation_config." + Json.snakeCase(name);
        if (!value.isNumber()) {
            return Optional.of("Invalid value at '" + path + "' (TYPE_FLOAT), " + value);
        }
        return value.doubleValue() >= low && value.doubleValue() <= high
                ? Optional.empty()
                : Optional.of(
                        "* GenerateContentRequest.%s: %s must be in the range [%s, %s]\n"
                                .formatted(path, Json.snakeCase(name), low, high));
    }

    private static Optional<String> inBatch(JsonNode batch) {
        JsonNode requests = field(batch, "requests");
        if (!requests.isArray() || requests.isEmpty()) {
            return Optional.of("* BatchEmbedContentsRequest.requests: requests is not specified\n");
        }
        return requests.valueStream()
                .flatMap(each -> inEmbed("BatchEmbedContentsRequest.requests", each).stream())
                .findFirst();
    }

    private static Optional<String> inEmbed(String path, JsonNode request) {
        return field(field(request, "content"), "parts").isEmpty()
                ? Optional.of("* " + path + ".content: contents is not specified\n")
                : Optional.empty();
    }
}
