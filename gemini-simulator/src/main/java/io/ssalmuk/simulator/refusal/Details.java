package io.ssalmuk.simulator.refusal;

import io.ssalmuk.simulator.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The typed details that accompany an error. */
public final class Details {
    public static final String SERVICE = "generativelanguage.googleapis.com";

    private Details() {}

    public static JsonNode errorInfo(String reason, Map<String, String> metadata) {
        ObjectNode info = typed("ErrorInfo").put("reason", reason).put("domain", "googleapis.com");
        ObjectNode entries = info.putObject("metadata");
        metadata.forEach(entries::put);
        return info;
    }

    public static JsonNode localizedMessage(String message) {
        return typed("LocalizedMessage").put("locale", "en-US").put("message", message);
    }

    public static JsonNode help(String description, String url) {
        ObjectNode help = typed("Help");
        help.putArray("links").addObject().put("description", description).put("url", url);
        return help;
    }

    public static JsonNode quotaFailure(ArrayNode violations) {
        return typed("QuotaFailure").set("violations", violations);
    }

    public static JsonNode retryInfo(long seconds) {
        return typed("RetryInfo").put("retryDelay", seconds + "s");
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("@type", "type.googleapis.com/google.rpc." + type);
    }
}
