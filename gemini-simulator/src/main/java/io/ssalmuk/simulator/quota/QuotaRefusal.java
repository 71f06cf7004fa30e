package io.ssalmuk.simulator.quota;

import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.refusal.Details;
import io.ssalmuk.simulator.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The 429 of an exceeded quota, as captured from the upstream in autumn 2026. */
final class QuotaRefusal {
    private static final String RATE_LIMITS = "https://ai.google.dev/gemini-api/docs/rate-limits";
    private static final String PREAMBLE =
            "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: "
                    + RATE_LIMITS
                    + ". To monitor your current usage, head to: https://ai.dev/rate-limit. ";

    private QuotaRefusal() {}

    static Refusal of(Bucket bucket, List<Violation> violations, Duration retryAfter) {
        ArrayNode listed = Json.array();
        violations.forEach(violation -> listed.add(describe(bucket, violation)));
        return Refusal.resourceExhausted(message(bucket, violations, retryAfter))
                .with(Details.help("Learn more about Gemini API quotas", RATE_LIMITS))
                .with(Details.quotaFailure(listed))
                .with(Details.retryInfo(retryAfter.toSeconds()));
    }

    private static String message(Bucket bucket, List<Violation> violations, Duration retryAfter) {
        var message = new StringBuilder(PREAMBLE);
        for (Violation violation : violations) {
            message.append("\n* Quota exceeded for metric: ")
                    .append(QuotaSpelling.of(bucket, violation.dimension()).metric())
                    .append(", limit: ")
                    .append(violation.limit())
                    .append(", model: ")
                    .append(bucket.model());
        }
        return message.append("\nPlease retry in ")
                .append(GoDuration.format(retryAfter))
                .append('.')
                .toString();
    }

    private static ObjectNode describe(Bucket bucket, Violation violation) {
        QuotaSpelling spelling = QuotaSpelling.of(bucket, violation.dimension());
        ObjectNode described =
                Json.object().put("quotaMetric", spelling.metric()).put("quotaId", spelling.id());
        described
                .putObject("quotaDimensions")
                .put("location", "global")
                .put("model", bucket.model());
        if (violation.limit()
                > 0) { // a limit of zero is left out, as proto-JSON leaves defaults out
            described.put("quotaValue", Long.toString(violation.limit()));
        }
        return described;
    }
}
