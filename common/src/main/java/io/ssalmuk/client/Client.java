package io.ssalmuk.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client as the administrator sees it.
 *
 * @param hint how its key begins
 * @param active whether its key opens anything
 * @param lastUsedAt when its key last opened something, to within some minutes
 */
public record Client(
        ClientId id,
        String hint,
        boolean active,
        ClientTerms terms,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /** Whether its key opens anything at that moment. */
    public boolean mayEnter(Instant now) {
        var end = terms.expiresAt();
        return active && (end == null || now.isBefore(end));
    }

    public Client activated(boolean on) {
        return new Client(id, hint, on, terms, createdAt, lastUsedAt);
    }

    public Client on(ClientTerms other) {
        return new Client(id, hint, active, other, createdAt, lastUsedAt);
    }
}
