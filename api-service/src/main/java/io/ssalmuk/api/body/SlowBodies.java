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
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away whose body comes so slowly that it can only be meant to hold a connection open. The
 * connector's timeout does not end these: it begins anew with each byte.
 */
@Component
final class SlowBodies extends OncePerRequestFilter {

    private final Duration patience;
    private final long perSecond;

    SlowBodies(BodyProperties properties) {
        this.patience = properties.patience();
        this.perSecond = properties.slowest().toBytes();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Paced(request), response);
    }

    private Refused tooSlow() {
        return Refused.of(
                HttpStatus.REQUEST_TIMEOUT,
                "The request came too slowly: less than %d bytes a second, after %d seconds."
                        .formatted(perSecond, patience.toSeconds()));
    }

    private final class Paced extends HttpServletRequestWrapper {

        Paced(HttpServletRequest request) {
            super(request);
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
            return tooSlow();
        }
    }
}
