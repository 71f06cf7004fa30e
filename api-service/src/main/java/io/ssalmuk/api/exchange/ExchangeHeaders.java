package io.ssalmuk.api.exchange;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id, which its answer and its log lines carry, and tells how long it took.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExchangeHeaders extends OncePerRequestFilter {

    /** Where the log's pattern looks for it. */
    private static final String LOGGED = "request";

    /** What may stand in a header and in a log line; a caller's id that is none is replaced. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var timed = new TimedResponse(response, System.nanoTime());
        var id = id(request);
        response.setHeader(Exchange.REQUEST_ID, id);
        try (var _ = MDC.putCloseable(LOGGED, id)) {
            chain.doFilter(request, timed);
        } finally {
            timed.stamp();
        }
    }

    private static String id(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(Exchange.REQUEST_ID))
                .filter(given -> ACCEPTABLE.matcher(given).matches())
                .orElseGet(Exchange::newId);
    }
}
