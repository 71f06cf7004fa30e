package io.ssalmuk.api.access;

import io.ssalmuk.client.Scope;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** For whom it is what lies behind a path. */
enum Door {
    /** Shows nothing of anybody, and costs next to nothing. */
    PUBLIC,
    GENERATE,
    FILES,
    /** For whoever has a key of any kind. */
    KNOWN,
    ADMIN_READ,
    ADMIN;

    AuthorizationManager<RequestAuthorizationContext> lock() {
        return switch (this) {
            case PUBLIC -> SingleResultAuthorizationManager.permitAll();
            case GENERATE -> opensWith(Scope.GENERATE.text());
            case FILES -> opensWith(Scope.FILES.text());
            case KNOWN ->
                    opensWith(
                            Scope.GENERATE.text(),
                            Scope.FILES.text(),
                            Scope.ADMIN_READ.text(),
                            Caller.ADMIN);
            case ADMIN_READ -> opensWith(Scope.ADMIN_READ.text());
            case ADMIN -> opensWith(Caller.ADMIN);
        };
    }

    /** Any one of these. */
    private static AuthorizationManager<RequestAuthorizationContext> opensWith(String... keys) {
        return AuthorityAuthorizationManager.hasAnyAuthority(keys);
    }
}
