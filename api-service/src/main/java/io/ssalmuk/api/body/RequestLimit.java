package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Turns a request away that is too large, before anything of it is read where that can be told. */
@Component
final class RequestLimit extends OncePerRequestFilter {

    private final long limit;
    private final HandlerExceptionResolver handlerExceptionResolver;

    /** The resolver's name is that of Spring's bean, of which there are two kinds. */
    RequestLimit(BodyProperties properties, HandlerExceptionResolver handlerExceptionResolver) {
        this.limit = properties.limit().toBytes();
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return BodySize.isUpload(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            handlerExceptionResolver.resolveException(request, response, null, tooLarge());
        } else if (request.getContentLengthLong() < 0) {
            chain.doFilter(new Counted(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Refused tooLarge() {
        return Refused.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "The request is larger than the %d bytes that are allowed.".formatted(limit));
    }

    /** A request of unknown length. */
    private final class Counted extends HttpServletRequestWrapper {

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var body = super.getInputStream();
            return new CheckedStream(
                    body, new LimitedStream(body, limit, RequestLimit.this::tooLarge));
        }
    }
}
