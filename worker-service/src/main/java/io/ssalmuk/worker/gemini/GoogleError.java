package io.ssalmuk.worker.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Google error body, taken apart.
 *
 * @param status the gRPC name, such as {@code RESOURCE_EXHAUSTED}; empty when the body has none
 * @param reason of the ErrorInfo detail, such as {@code API_KEY_INVALID}; empty when there is none
 * @param consumer of its metadata, such as {@code projects/7}; empty when there is none
 * @param retryDelay of the RetryInfo detail, such as {@code 15s}; empty when there is none
 */
record GoogleError(
        String status,
        String message,
        String reason,
        String consumer,
        String retryDelay,
        List<Violation> violations) {

    /**
     * A quota that was exceeded.
     *
     * @param value the limit as Google spells it; empty when it is 0
     * @param model the bucket in which it is counted; empty when Google does not say
     */
    record Violation(String quotaId, String metric, String value, String model) {}

    /** Whether Google wrote it, and not a proxy on the way. */
    boolean isGoogles() {
        return !status.isEmpty();
    }

    static GoogleError parse(String body) {
        try {
            var tree = JsonMapper.shared().readTree(body);
            // The OpenAI route and plain streams wrap the error in an array.
            var root = tree.isArray() ? tree.path(0) : tree;
            return of(root.path("error"));
        } catch (JacksonException _) {
            return new GoogleError("", "", "", "", "", List.of());
        }
    }

    private static GoogleError of(JsonNode error) {
        var violations = new ArrayList<Violation>();
        details(error, "QuotaFailure")
                .flatMap(detail -> detail.path("violations").valueStream())
                .forEach(v -> violations.add(violation(v)));
        return new GoogleError(
                error.path("status").asString(""),
                // Google echoes what a client sent, and PostgreSQL refuses this one character.
                error.path("message").asString("").strip().replace('\0', '\uFFFD'),
                first(error, "ErrorInfo", "/reason"),
                first(error, "ErrorInfo", "/metadata/consumer"),
                first(error, "RetryInfo", "/retryDelay"),
                List.copyOf(violations));
    }

    private static Violation violation(JsonNode violation) {
        return new Violation(
                violation.path("quotaId").asString(""),
                violation.path("quotaMetric").asString(""),
                violation.path("quotaValue").asString(""),
                violation.at("/quotaDimensions/model").asString(""));
    }

    private static String first(JsonNode error, String type, String pointer) {
        return details(error, type)
                .map(detail -> detail.at(pointer).asString(""))
                .findFirst()
                .orElse("");
    }

    private static Stream<JsonNode> details(JsonNode error, String type) {
        return error.path("details")
                .valueStream()
                .filter(detail -> detail.path("@type").asString("").endsWith("." + type));
    }
}
