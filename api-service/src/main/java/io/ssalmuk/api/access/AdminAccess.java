package io.ssalmuk.api.access;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets the administrator in, who knows the token that was set; where none was set, nobody. */
@Component
final class AdminAccess implements HandlerInterceptor {

    private static final String SCHEME = "Bearer ";

    private final ClientSecret token;
    private final boolean closed;

    AdminAccess(AccessProperties properties) {
        this.token = new ClientSecret(properties.adminToken());
        this.closed = properties.adminToken().isEmpty();
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (closed) {
            throw Refused.of(
                    HttpStatus.FORBIDDEN,
                    "The admin API is closed, for no token is set: set SSALMUK_ADMIN_TOKEN and"
                            + " start the API again.");
        }
        if (!opens(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw Refused.unauthorized(
                    "Bearer realm=\"ssalmuk admin\"",
                    "This needs the admin token: send 'Authorization: Bearer' and the value of"
                            + " SSALMUK_ADMIN_TOKEN.");
        }
        return true;
    }

    private boolean opens(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        var given = new ClientSecret(header.substring(SCHEME.length()).strip());
        // Of equal length whatever was given, and compared in constant time.
        return MessageDigest.isEqual(given.hash().bytes(), token.hash().bytes());
    }
}
