package io.ssalmuk.worker.gemini;

/** Error bodies as Google sends them. */
final class GoogleBodies {

    static final String INVALID_KEY = "API key not valid. Please pass a valid API key.";

    private static final String METRIC =
            "generativelanguage.googleapis.com/generate_content_free_tier_requests";

    private static final String PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

    private static final String PER_DAY = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

    private static final String TOKENS = "GenerateContentInputTokensPerModelPerMinute-FreeTier";

    private static final String EXCEEDED =
            "You exceeded your current quota, please check your plan and billing details. For more"
                    + " information on this error, head to:"
                    + " https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current"
                    + " usage, head to: https://ai.dev/rate-limit. ";

    private static final String HELP =
            """
            {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Learn more \
            about Gemini API quotas","url":"https://ai.google.dev/gemini-api/docs/rate-limits"}]}\
            """;

    private GoogleBodies() {}

    static String minute(String delay) {
        return exceeded(violation(PER_MINUTE, "5"), retry(delay));
    }

    static String minuteWithoutHint() {
        return exhausted(EXCEEDED, HELP + "," + quotaFailure(violation(PER_MINUTE, "5")));
    }

    static String day(String delay) {
        return exceeded(violation(PER_DAY, "20"), retry(delay));
    }

    static String several(String delay) {
        return exceeded(
                violation(PER_MINUTE, "5")
                        + ","
                        + violation(TOKENS, "250000")
                        + ","
                        + violation(PER_DAY, "20"),
                retry(delay));
    }

    static String tokens(String delay) {
        return exceeded(violation(TOKENS, "250000"), retry(delay));
    }

    /** Google leaves quotaValue out when the limit is zero. */
    static String limitZero() {
        var violation =
                """
                {"quotaMetric":"%s","quotaId":"%s",\
                "quotaDimensions":{"model":"gemini-3.1-pro","location":"global"}}\
                """
                        .formatted(METRIC, PER_MINUTE);
        return exceeded(violation, retry("15s"));
    }

    static String prepay() {
        return exhausted(
                "Your prepayment credits are depleted. Please go to AI Studio at"
                        + " https://ai.studio/projects to manage your project and billing.");
    }

    static String spendingCap() {
        return exhausted(
                "Your project has exceeded its monthly spending cap. Please go to AI Studio at"
                        + " https://ai.studio/spend to manage your project spend cap.");
    }

    static String bare() {
        return exhausted("Resource has been exhausted (e.g. check quota).");
    }

    static String helpOnly() {
        return exhausted(EXCEEDED, HELP);
    }

    static String noFreeTier() {
        return exhausted("Gemini 3.1 Pro doesn't have a free quota tier.", HELP);
    }

    static String keyInvalid(String message) {
        return error(400, "INVALID_ARGUMENT", message, info("API_KEY_INVALID"));
    }

    static String unauthenticated() {
        return error(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token,"
                        + " login cookie or other valid authentication credential.",
                info("ACCESS_TOKEN_TYPE_UNSUPPORTED"));
    }

    static String suspended(String key) {
        return error(
                403,
                "PERMISSION_DENIED",
                "Permission denied: Consumer 'api_key:" + key + "' has been suspended.",
                info("CONSUMER_SUSPENDED", "\"containerInfo\":\"api_key:" + key + "\","));
    }

    static String forbidden(String message) {
        return error(403, "PERMISSION_DENIED", message);
    }

    static String forbidden(String message, String reason) {
        return error(403, "PERMISSION_DENIED", message, info(reason));
    }

    static String info(String reason) {
        return info(reason, "");
    }

    private static String info(String reason, String more) {
        return """
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"%s",\
        "domain":"googleapis.com","metadata":{%s"consumer":"projects/7"}}\
        """
                .formatted(reason, more);
    }

    private static String exhausted(String message, String... details) {
        return error(429, "RESOURCE_EXHAUSTED", message, details);
    }

    private static String exceeded(String violations, String retry) {
        return exhausted(EXCEEDED, HELP, quotaFailure(violations), retry);
    }

    private static String quotaFailure(String violations) {
        return """
        {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[%s]}\
        """
                .formatted(violations);
    }

    private static String violation(String quotaId, String value) {
        return """
        {"quotaMetric":"%s","quotaId":"%s",\
        "quotaDimensions":{"location":"global","model":"gemini-2.5-flash"},"quotaValue":"%s"}\
        """
                .formatted(METRIC, quotaId, value);
    }

    /** With every figure as a test wants it. */
    static String violating(String metric, String quotaId, String model, String value) {
        var violation =
                """
                {"quotaMetric":"generativelanguage.googleapis.com/%s","quotaId":"%s",\
                "quotaDimensions":{"model":"%s","location":"global"},"quotaValue":"%s"}\
                """
                        .formatted(metric, quotaId, model, value);
        return exceeded(violation, retry("15s"));
    }

    private static String retry(String delay) {
        return """
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}\
        """
                .formatted(delay);
    }

    static String error(int code, String status, String message, String... details) {
        var more = details.length == 0 ? "" : ",\"details\":[" + String.join(",", details) + "]";
        return """
        {"error":{"code":%d,"message":"%s","status":"%s"%s}}\
        """
                .formatted(code, message, status, more);
    }
}
