package io.ssalmuk.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its owner sees it.
 *
 * @param disabledReason why it was turned off by us, if it was
 * @param secret only in the answer to the request that made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointDocument(
        String id,
        String url,
        List<String> events,
        String description,
        String payload,
        boolean active,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretValidUntil,
        @Nullable String secret) {

    static EndpointDocument of(Endpoint endpoint) {
        return with(endpoint, null);
    }

    static EndpointDocument with(Endpoint endpoint, @Nullable String secret) {
        var settings = endpoint.settings();
        var disabled = endpoint.disabled();
        return new EndpointDocument(
                endpoint.id().toString(),
                settings.url(),
                settings.events().stream().map(EventType::text).toList(),
                settings.description(),
                Payload.of(settings.wholeResult()),
                settings.active(),
                endpoint.createdAt(),
                endpoint.failingSince(),
                disabled == null ? null : disabled.at(),
                disabled == null ? null : disabled.reason(),
                endpoint.formerSecretUntil(),
                secret);
    }

    @Override
    public String toString() {
        return "webhook endpoint " + id;
    }
}
