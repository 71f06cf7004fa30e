package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away whose body comes so slowly that it can only be meant to hold a connection open. The
 * connector's timeout does not end these: it begins anew with each byte. It is the first to wrap a
 * request, so that what is done before reading on does not count.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class SlowBodies extends OncePerRequestFilter {

    /** Of those who hold room that others wait for, in bytes. */
    private static final long LARGE_PER_SECOND = 32 * 1024;

    private final Duration patience;
    private final long slowest;

    SlowBodies(BodyProperties properties) {
        this.patience = properties.patience();
        this.slowest = properties.slowest().toBytes();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Paced(request), response);
    }

    private long perSecond(HttpServletRequest request) {
        return BodySize.isLarge(request) ? Math.max(slowest, LARGE_PER_SECOND) : slowest;
    }

    private Refused tooSlow(long perSecond) {
        return Refused.of(
                HttpStatus.REQUEST_TIMEOUT,
                "The request came too slowly: less than %d bytes a second, after %d seconds."
                        .formatted(perSecond, patience.toSeconds()));
    }

    private final class Paced extends HttpServletRequestWrapper {

        private final long perSecond;

        Paced(HttpServletRequest request) {
            super(request);
            this.perSecond = perSecond(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var body = super.getInputStream();
            return new CheckedStream(
                    body, new PacedStream(body, patience, perSecond, this::giveUp));
        }

        /** What else comes is not waited for either. */
        private Refused giveUp() {
            Swallowing.stop(getRequest());
            return tooSlow(perSecond);
        }
    }
}
