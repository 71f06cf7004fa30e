package io.ssalmuk.api.limit;

import io.ssalmuk.api.access.Clients;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.client.Client;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Counts the requests of clients who may not make as many as they like. */
@Component
@Order(RequestLimits.AFTER_SPRING_SECURITY)
final class RequestLimits extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RequestLimits.class);

    /** Who is asking is known by then, and what is refused has cost nothing yet. */
    static final int AFTER_SPRING_SECURITY = -50;

    private final ClientMeters meters;
    private final InstantSource clock;
    private final HandlerExceptionResolver handlerExceptionResolver;

    /** The resolver's name is that of Spring's bean, of which there are two kinds. */
    RequestLimits(
            ClientMeters meters,
            InstantSource clock,
            HandlerExceptionResolver handlerExceptionResolver) {
        this.meters = meters;
        this.clock = clock;
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Clients.of(request).ifPresent(client -> count(client, response));
        } catch (RuntimeException e) { // Beyond this filter, exceptions are the chain's own.
            handlerExceptionResolver.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void count(Client client, HttpServletResponse response) {
        var limits = client.terms().limits();
        var policies = Policy.of(limits);
        if (!policies.isEmpty()) {
            response.setHeader(RateHeaders.POLICY, Policy.describe(policies));
        }
        var perMinute = limits.requestsPerMinute();
        if (perMinute != null) {
            count(client, perMinute, response);
        }
    }

    private void count(Client client, int quota, HttpServletResponse response) {
        var left = taken(client, quota);
        var now = clock.instant();
        var until = Duration.between(now, Window.MINUTE.end(now));
        var policy = Policy.requests(quota);
        RateHeaders.tell(response, policy, left, until);
        if (left < 0) {
            throw RateHeaders.refusal(policy, "may make " + quota + " requests per minute", until);
        }
    }

    private long taken(Client client, int quota) {
        try {
            return meters.take(client.id(), Window.MINUTE, quota).orElse(-1);
        } catch (DataAccessException e) {
            log.warn("a request cannot be counted: {}", e.getMostSpecificCause().toString());
            throw Outage.refusal();
        }
    }
}
