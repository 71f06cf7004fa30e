package io.ssalmuk.api.access;

import io.ssalmuk.api.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets in whoever has a key of either kind, to what shows nothing of anybody. */
@Component
final class EitherAccess implements HandlerInterceptor {

    private final ClientAccess clients;
    private final AdminAccess admin;

    EitherAccess(ClientAccess clients, AdminAccess admin) {
        this.clients = clients;
        this.admin = admin;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getHeader(ClientAccess.HEADER) != null) {
            return clients.preHandle(request, response, handler);
        }
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return admin.preHandle(request, response, handler);
        }
        throw Refused.unauthorized(
                "ApiKey header=\"X-API-Key\", Bearer realm=\"ssalmuk admin\"",
                "This needs a client key in the header X-API-Key, or the admin token in"
                        + " Authorization.");
    }
}
