package io.ssalmuk.client;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator says of a client.
 *
 * @param owner who answers for it; empty if nobody said
 * @param expiresAt from when on its key opens nothing
 * @param weight its share while others wait too
 */
public record ClientTerms(
        String name,
        String owner,
        @Nullable Instant expiresAt,
        Set<Scope> scopes,
        int weight,
        ClientLimits limits) {

    public ClientTerms {
        scopes = Set.copyOf(scopes);
    }

    /** A client of which nothing but its name is said. */
    public static ClientTerms usual(String name) {
        return new ClientTerms(name, "", null, Scope.USUAL, 1, ClientLimits.NONE);
    }

    public ClientTerms named(String other) {
        return new ClientTerms(other, owner, expiresAt, scopes, weight, limits);
    }
}
