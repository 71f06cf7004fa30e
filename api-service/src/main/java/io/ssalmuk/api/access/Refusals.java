package io.ssalmuk.api.access;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Says at a door that stays shut what would open it. */
@Component
final class Refusals
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final String CLIENT_CHALLENGE = "ApiKey header=\"X-API-Key\"";
    private static final String ADMIN_CHALLENGE = "Bearer realm=\"ssalmuk admin\"";

    private final AdminTokens tokens;
    private final HandlerExceptionResolver handlerExceptionResolver;

    /** The resolver's name is that of Spring's bean, of which there are two kinds. */
    Refusals(AdminTokens tokens, HandlerExceptionResolver handlerExceptionResolver) {
        this.tokens = tokens;
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    /** Nobody knows who is asking, or it cannot be found out. */
    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        answer(
                request,
                response,
                e instanceof AuthenticationServiceException
                                && e.getCause() instanceof RuntimeException cause
                        ? cause
                        : unknown(request));
    }

    private RuntimeException unknown(HttpServletRequest request) {
        return Doors.of(request)
                .map(door ->
                        switch (door) {
                            case PUBLIC, GENERATE, FILES -> noClient(request);
                            case KNOWN -> nobody();
                            case ADMIN_READ, ADMIN -> noAdmin();
                        })
                .orElseGet(() -> Refused.nothingHere(request));
    }

    private static Refused noClient(HttpServletRequest request) {
        return Refused.unauthorized(
                CLIENT_CHALLENGE,
                Credentials.given(request.getHeader(Credentials.CLIENT_KEY)).isEmpty()
                        ? "This needs a client key: send it in the header X-API-Key."
                        : "The key in X-API-Key is not known, or is no longer active; ask the"
                                + " administrator for one.");
    }

    private static Refused nobody() {
        return Refused.unauthorized(
                CLIENT_CHALLENGE + ", " + ADMIN_CHALLENGE,
                "This needs a client key in the header X-API-Key, or the admin token in"
                        + " Authorization.");
    }

    private Refused noAdmin() {
        return tokens.isEmpty()
                ? Refused.of(
                        HttpStatus.FORBIDDEN,
                        "The admin API is closed, for no token is set: set SSALMUK_ADMIN_TOKEN"
                                + " and start the API again.")
                : Refused.unauthorized(
                        ADMIN_CHALLENGE,
                        "This needs the admin token: send 'Authorization: Bearer' and the value"
                                + " of SSALMUK_ADMIN_TOKEN.");
    }

    /** It is known who is asking, and it is not enough. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
        answer(
                request,
                response,
                Doors.of(request)
                        .map(door -> insufficient(door, request))
                        .orElseGet(() -> Refused.nothingHere(request)));
    }

    private static Refused insufficient(Door door, HttpServletRequest request) {
        return switch (door) {
            case PUBLIC, KNOWN -> lacking("a scope");
            case GENERATE -> hasClient() ? lacking(scope(Scope.GENERATE)) : noClient(request);
            case FILES -> hasClient() ? lacking(scope(Scope.FILES)) : noClient(request);
            case ADMIN_READ -> lacking(scope(Scope.ADMIN_READ));
            case ADMIN ->
                    Refused.of(
                            HttpStatus.FORBIDDEN,
                            "A client key changes nothing here; this needs the admin token in"
                                    + " Authorization.");
        };
    }

    private static String scope(Scope scope) {
        return "the scope " + scope.text();
    }

    private static Refused lacking(String what) {
        return Refused.of(
                HttpStatus.FORBIDDEN,
                "This client key lacks " + what + "; the administrator can give it.");
    }

    private static boolean hasClient() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && caller.client().isPresent();
    }

    /** What no door is looked for: a URL that hides where it leads. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, RequestRejectedException e) {
        answer(
                request,
                response,
                Refused.of(
                        HttpStatus.BAD_REQUEST,
                        "This is not a request that can be served: check its URL for what need not"
                                + " be encoded, and for // and ;."));
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, RuntimeException e) {
        handlerExceptionResolver.resolveException(request, response, null, e);
    }
}
