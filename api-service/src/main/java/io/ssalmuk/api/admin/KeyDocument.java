package io.ssalmuk.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.client.Client;
import io.ssalmuk.client.IssuedKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client key as the administrator sees it.
 *
 * @param key the key itself, shown once
 * @param hint how the key begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyDocument(
        String id,
        @Nullable String key,
        String name,
        String hint,
        boolean active,
        Instant createdAt) {

    static KeyDocument of(Client client) {
        return of(client, null);
    }

    static KeyDocument of(IssuedKey issued) {
        return of(issued.client(), issued.secret().reveal());
    }

    private static KeyDocument of(Client client, @Nullable String key) {
        return new KeyDocument(
                client.id().toString(),
                key,
                client.name(),
                client.hint(),
                client.active(),
                client.createdAt());
    }
}
