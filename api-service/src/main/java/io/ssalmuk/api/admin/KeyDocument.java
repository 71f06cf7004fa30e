package io.ssalmuk.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.client.Client;
import io.ssalmuk.client.ClientLimits;
import io.ssalmuk.client.IssuedKey;
import io.ssalmuk.client.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client key as the administrator sees it. What is not set is left out.
 *
 * @param key the key itself, shown once
 * @param hint how the key begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyDocument(
        String id,
        @Nullable String key,
        String name,
        @Nullable String owner,
        String hint,
        boolean active,
        List<String> scopes,
        int weight,
        LimitDocument limits,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /** What is limited. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitDocument(
            @Nullable Integer requestsPerMinute,
            @Nullable Integer concurrentJobs,
            @Nullable Integer jobsPerDay,
            @Nullable Long tokensPerDay) {

        static LimitDocument of(ClientLimits limits) {
            return new LimitDocument(
                    limits.requestsPerMinute(),
                    limits.concurrentJobs(),
                    limits.jobsPerDay(),
                    limits.tokensPerDay());
        }
    }

    static KeyDocument of(Client client) {
        return of(client, null);
    }

    static KeyDocument of(IssuedKey issued) {
        return of(issued.client(), issued.secret().reveal());
    }

    private static KeyDocument of(Client client, @Nullable String key) {
        var terms = client.terms();
        return new KeyDocument(
                client.id().toString(),
                key,
                terms.name(),
                terms.owner().isEmpty() ? null : terms.owner(),
                client.hint(),
                client.active(),
                terms.scopes().stream().sorted().map(Scope::text).toList(),
                terms.weight(),
                LimitDocument.of(terms.limits()),
                terms.expiresAt(),
                client.createdAt(),
                client.lastUsedAt());
    }
}
