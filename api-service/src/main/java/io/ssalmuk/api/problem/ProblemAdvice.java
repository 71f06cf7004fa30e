package io.ssalmuk.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever a request ended with into one problem document. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final URI QUOTA_EXCEEDED =
            URI.create("https://iana.org/assignments/http-problem-types#quota-exceeded");

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        var problem = ProblemDetail.forStatusAndDetail(refused.status(), refused.detail());
        refused.field().ifPresent(field -> problem.setProperty("field", field));
        refused.policy().ifPresent(policy -> exceeded(problem, policy));
        return ResponseEntity.status(refused.status())
                .headers(refused.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** As draft-ietf-httpapi-ratelimit-headers has it. */
    private static void exceeded(ProblemDetail problem, String policy) {
        problem.setType(QUOTA_EXCEEDED);
        problem.setProperty("violated-policies", List.of(policy));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> database(RuntimeException e, HttpServletRequest request) {
        if (!Outage.isBehind(e)) {
            return internal(e, request);
        }
        log.warn("{} is refused, PostgreSQL is away: {}", line(request), e.getMessage());
        return refused(Outage.refusal());
    }

    /** Tomcat reads parameters when they are first asked for, and finds that they are none. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException e) {
        return refused(
                Refused.of(
                        HttpStatus.BAD_REQUEST,
                        "A parameter in the address cannot be read; write it as UTF-8, with % and"
                                + " two hexadecimal digits for each byte that is no plain letter."));
    }

    /** The one place where a bug of ours meets the client. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> internal(Throwable e, HttpServletRequest request) {
        log.error("{} failed, the client is told so", line(request), e);
        return refused(
                Refused.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something went wrong in here, not in your request; the log says what."));
    }

    /** The client went away while it was read from or written to: nobody is left to answer. */
    @ExceptionHandler
    void disconnected(IOException e, HttpServletRequest request) {
        log.debug("{}: the client went away: {}", line(request), e.getMessage());
    }

    private static String line(HttpServletRequest request) {
        return request.getMethod() + " " + request.getRequestURI();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (isAnswered(request)) {
            log.debug("nobody is left to be told: {}", e.getMessage());
            return null;
        }
        if (status.is5xxServerError()) {
            log.error("a request failed, the client is told so", e);
        }
        var problem = ProblemDetail.forStatusAndDetail(status, sentence(e, body));
        var typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(e, problem, typed, status, request);
    }

    /** Or cannot be answered any more: it stopped halfway, and its connection is closed. */
    private static boolean isAnswered(WebRequest request) {
        var response = request instanceof ServletWebRequest web ? web.getResponse() : null;
        return response != null && response.isCommitted();
    }

    private static String sentence(Exception e, @Nullable Object body) {
        return switch (e) {
            case NoHandlerFoundException no ->
                    "There is no %s %s here; GET / lists what there is."
                            .formatted(no.getHttpMethod(), no.getRequestURL());
            case HttpRequestMethodNotSupportedException no ->
                    "%s is not possible here; use %s.".formatted(no.getMethod(), allowed(no));
            case HttpMediaTypeNotSupportedException no -> unsupported(no);
            case HttpMediaTypeNotAcceptableException no ->
                    "The answer is %s, which your Accept header leaves out."
                            .formatted(possible(no));
            default ->
                    body instanceof ProblemDetail problem && problem.getDetail() != null
                            ? problem.getDetail()
                            : "The request could not be read.";
        };
    }

    private static String unsupported(HttpMediaTypeNotSupportedException no) {
        return no.getContentType() == null
                ? "The request has no Content-Type; send it as application/json."
                : "The request's Content-Type is %s; send it as application/json."
                        .formatted(no.getContentType());
    }

    private static String possible(HttpMediaTypeNotAcceptableException no) {
        return no.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON_VALUE);
    }

    private static String allowed(HttpRequestMethodNotSupportedException e) {
        return Objects.requireNonNullElse(e.getSupportedHttpMethods(), java.util.Set.of()).stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
