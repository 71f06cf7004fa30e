package io.ssalmuk.worker.gemini;

import java.util.List;
import java.util.Set;

/**
 * Whether an error is the key's fault, or its project's. Only what is recognised counts: were a
 * client's bad request taken for a bad key, it would take the whole pool out of service, one key
 * after the other.
 */
final class KeyBlame {

    /** Of ErrorInfo, under whichever status: an invalid key answers 400. */
    private static final Set<String> REASONS =
            Set.of(
                    "API_KEY_INVALID",
                    "API_KEY_EXPIRED",
                    "API_KEY_SERVICE_BLOCKED",
                    "API_KEY_HTTP_REFERRER_BLOCKED",
                    "API_KEY_IP_ADDRESS_BLOCKED",
                    "API_KEY_ANDROID_APP_BLOCKED",
                    "API_KEY_IOS_APP_BLOCKED",
                    "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                    "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                    "BILLING_DISABLED",
                    "CONSUMER_INVALID",
                    "CONSUMER_SUSPENDED",
                    "SERVICE_DISABLED",
                    "SERVICE_NOT_AVAILABLE");

    /** Of a 403 that came without details. */
    private static final List<String> WORDS =
            List.of("API key", "has been suspended", "denied access", "unregistered callers");

    private KeyBlame() {}

    static boolean falls(int status, GoogleError error) {
        return REASONS.contains(error.reason())
                || switch (status) {
                    case 401 -> error.isGoogles();
                    case 403 -> WORDS.stream().anyMatch(error.message()::contains);
                    default -> false;
                };
    }
}
