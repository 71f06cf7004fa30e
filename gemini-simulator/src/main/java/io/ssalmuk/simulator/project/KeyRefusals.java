package io.ssalmuk.simulator.project;

import static io.ssalmuk.simulator.refusal.Details.SERVICE;

import io.ssalmuk.simulator.refusal.Details;
import io.ssalmuk.simulator.refusal.Refusal;
import java.util.Map;

/** The answers to keys that do not work, word for word as captured. */
final class KeyRefusals {
    private static final String ACTIVATION =
            "https://console.developers.google.com/apis/api/" + SERVICE + "/overview?project=";

    private KeyRefusals() {}

    static Refusal missing() {
        return Refusal.permissionDenied(
                "Method doesn't allow unregistered callers (callers without established identity)."
                        + " Please use API Key or other form of API consumer identity to call this"
                        + " API.");
    }

    static Refusal invalid() {
        return badKey("API key not valid. Please pass a valid API key.");
    }

    static Refusal expired() {
        return badKey("API key expired. Please renew the API key.");
    }

    static Refusal leaked() {
        return Refusal.permissionDenied(
                "Your API key was reported as leaked. Please use another API key.");
    }

    static Refusal projectDenied() {
        return Refusal.permissionDenied(
                "Your project has been denied access. Please contact support.");
    }

    /** The real answer repeats the key in clear, and so does this one: callers must redact it. */
    static Refusal suspended(ApiKey key) {
        String consumer = "api_key:" + key.secret();
        String message = "Permission denied: Consumer '" + consumer + "' has been suspended.";
        return Refusal.permissionDenied(message)
                .with(
                        Details.errorInfo(
                                "CONSUMER_SUSPENDED",
                                Map.of(
                                        "consumer", "projects/" + key.project().number(),
                                        "service", SERVICE,
                                        "containerInfo", consumer)))
                .with(Details.localizedMessage(message));
    }

    static Refusal serviceDisabled(Project project) {
        String number = Long.toString(project.number());
        String message =
                "Generative Language API has not been used in project %s before or it is disabled. Enable it by visiting %s then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry."
                        .formatted(number, ACTIVATION + number);
        return Refusal.permissionDenied(message)
                .with(Details.help("Google developers console API activation", ACTIVATION + number))
                .with(
                        Details.errorInfo(
                                "SERVICE_DISABLED",
                                Map.of(
                                        "consumer",
                                        "projects/" + number,
                                        "service",
                                        SERVICE,
                                        "serviceTitle",
                                        "Generative Language API",
                                        "activationUrl",
                                        ACTIVATION + number,
                                        "containerInfo",
                                        number)));
    }

    static Refusal serviceBlocked(Project project, String rpc) {
        return Refusal.permissionDenied(
                        "Requests to this API %s method %s are blocked.".formatted(SERVICE, rpc))
                .with(
                        Details.errorInfo(
                                "API_KEY_SERVICE_BLOCKED",
                                Map.of(
                                        "consumer", "projects/" + project.number(),
                                        "service", SERVICE,
                                        "methodName", rpc,
                                        "apiName", SERVICE)));
    }

    static Refusal tokenTypeUnsupported(String rpc) {
        return Refusal.of(
                        401,
                        "UNAUTHENTICATED",
                        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.")
                .with(
                        Details.errorInfo(
                                "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                                Map.of("method", rpc, "service", SERVICE)));
    }

    private static Refusal badKey(String message) {
        return Refusal.invalidArgument(message)
                .with(Details.errorInfo("API_KEY_INVALID", Map.of("service", SERVICE)))
                .with(Details.localizedMessage(message));
    }
}
