package io.ssalmuk.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.webhook.DeliveryRecord;
import io.ssalmuk.webhook.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event at one address.
 *
 * @param requestId of the job; none for a test
 * @param webhookId of the endpoint; none if the job named the address itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryDocument(
        String id,
        String event,
        @Nullable String requestId,
        @Nullable String webhookId,
        @Nullable String url,
        String status,
        int attempts,
        Instant createdAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer responseCode,
        @Nullable Long durationMs,
        @Nullable String error,
        @Nullable Instant nextAttemptAt) {

    static DeliveryDocument of(DeliveryRecord delivery) {
        var last = delivery.last();
        return new DeliveryDocument(
                delivery.id().toString(),
                delivery.event().text(),
                delivery.event() == EventType.TEST ? null : delivery.job().toString(),
                delivery.endpoint().map(Object::toString).orElse(null),
                delivery.url().orElse(null),
                delivery.status().name().toLowerCase(Locale.ROOT),
                delivery.attempts(),
                delivery.createdAt(),
                last == null ? null : last.at(),
                last == null ? null : last.responseCode(),
                last == null ? null : (Long) last.took().toMillis(),
                delivery.error(),
                delivery.nextAttemptAt());
    }

    /** Some of them, the newest first. */
    record Page(
            List<DeliveryDocument> deliveries,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

        /** Of one more than the page shows, if there are so many. */
        static Page of(List<DeliveryRecord> found, int most) {
            var shown = found.subList(0, Math.min(most, found.size()));
            return new Page(
                    shown.stream().map(DeliveryDocument::of).toList(),
                    found.size() > most ? shown.getLast().id().toString() : null);
        }
    }
}
