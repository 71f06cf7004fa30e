package io.ssalmuk.api.access;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.ClientKeys;
import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.client.KeyHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets clients in by their key. It stands before the handlers rather than in a filter, so that it
 * sees the very path that was matched to one, and a body is read only for those who may send it.
 */
@Component
final class ClientAccess implements HandlerInterceptor {

    static final String CLIENT = ClientAccess.class.getName() + ".client";

    static final String HEADER = "X-API-Key";

    /** A revoked key must be refused everywhere within 2 seconds. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Memo<KeyHash, Optional<ClientId>> holders;

    ClientAccess(ClientKeys keys, InstantSource clock) {
        this.holders = new Memo<>(keys::holder, REMEMBERED, clock);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var key = request.getHeader(HEADER);
        if (key == null || key.isBlank()) {
            throw unauthorized("This needs a client key: send it in the header X-API-Key.");
        }
        var client =
                holders.get(new ClientSecret(key.strip()).hash())
                        .orElseThrow(() ->
                                unauthorized(
                                        "The key in X-API-Key is not known, or is no longer"
                                                + " active; ask the administrator for one."));
        request.setAttribute(CLIENT, client);
        return true;
    }

    private static Refused unauthorized(String detail) {
        return Refused.unauthorized("ApiKey header=\"X-API-Key\"", detail);
    }
}
