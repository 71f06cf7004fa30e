package io.ssalmuk.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.transaction.TransactionException;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells Spring Security who is asking, when it wants to know: what is open to everybody asks no
 * database about anybody.
 */
final class CallerFilter extends OncePerRequestFilter {

    private final Credentials credentials;

    CallerFilter(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> context(request)));
        chain.doFilter(request, response);
    }

    private SecurityContext context(HttpServletRequest request) {
        try {
            var caller = credentials.caller(request);
            caller.ifPresent(known -> request.setAttribute(Clients.FOUND, known));
            return caller.map(SecurityContextImpl::new).orElseGet(SecurityContextImpl::new);
        } catch (DataAccessException | TransactionException e) {
            throw new AuthenticationServiceException("nobody can be recognised now", e);
        }
    }
}
