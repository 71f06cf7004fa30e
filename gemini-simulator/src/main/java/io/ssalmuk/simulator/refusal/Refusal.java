package io.ssalmuk.simulator.refusal;

import io.ssalmuk.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One error as Google's APIs spell it: code, status, message and typed details. */
public record Refusal(int code, String status, String message, List<JsonNode> details) {
    public Refusal {
        details = List.copyOf(details);
    }

    public static Refusal of(int code, String status, String message) {
        return new Refusal(code, status, message, List.of());
    }

    public static Refusal invalidArgument(String message) {
        return of(400, "INVALID_ARGUMENT", message);
    }

    public static Refusal permissionDenied(String message) {
        return of(403, "PERMISSION_DENIED", message);
    }

    public static Refusal notFound(String message) {
        return of(404, "NOT_FOUND", message);
    }

    public static Refusal resourceExhausted(String message) {
        return of(429, "RESOURCE_EXHAUSTED", message);
    }

    public Refusal with(JsonNode detail) {
        var more = new ArrayList<>(details);
        more.add(detail);
        return new Refusal(code, status, message, more);
    }

    public JsonNode body() {
        ObjectNode error = Json.object();
        error.put("code", code).put("message", message).put("status", status);
        if (!details.isEmpty()) {
            error.putArray("details").addAll(details);
        }
        ObjectNode body = Json.object();
        body.set("error", error);
        return body;
    }
}
