package io.ssalmuk.api.access;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.client.Client;
import io.ssalmuk.client.ClientKeys;
import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.client.KeyHash;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds out who is asking, by the headers of the request. */
@Component
final class Credentials {

    static final String CLIENT_KEY = "X-API-Key";

    private static final String BEARER = "Bearer ";

    /**
     * A key that is turned off must be refused everywhere within 2 seconds, also while the broker
     * that could tell so is away.
     */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Memo<KeyHash, Optional<Client>> holders;
    private final AdminTokens tokens;
    private final LastUses uses;
    private final InstantSource clock;

    Credentials(ClientKeys keys, AdminTokens tokens, LastUses uses, InstantSource clock) {
        this.holders = new Memo<>(keys::holder, REMEMBERED, clock);
        this.tokens = tokens;
        this.uses = uses;
        this.clock = clock;
    }

    /** Empty for somebody whom nobody knows. */
    Optional<Caller> caller(HttpServletRequest request) {
        var client = given(request.getHeader(CLIENT_KEY)).flatMap(this::client);
        var admin = bearer(request).flatMap(tokens::holder);
        return client.isEmpty() && admin.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caller(client, admin));
    }

    private Optional<Client> client(String key) {
        var client =
                holders.get(new ClientSecret(key).hash())
                        .filter(known -> known.mayEnter(clock.instant()));
        client.ifPresent(known -> uses.note(known.id()));
        return client;
    }

    static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(header -> given(header.substring(BEARER.length())));
    }

    static Optional<String> given(@Nullable String header) {
        return Optional.ofNullable(header).map(String::strip).filter(text -> !text.isEmpty());
    }
}
