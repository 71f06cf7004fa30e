package io.ssalmuk.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request that is answered with a problem document. It is thrown from deep within a request's
 * fields, where every value on the way up would have to carry it; it has no stack trace, for it is
 * nobody's bug.
 */
public final class Refused extends RuntimeException {

    /** Long enough for a database to come back, short enough to be worth waiting for. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HttpStatus status;
    private final @Nullable String field;
    private final @Nullable String policy;
    private final transient Map<String, String> headers;

    private Refused(
            HttpStatus status, String detail, @Nullable String field, Map<String, String> headers) {
        this(status, detail, field, null, headers);
    }

    private Refused(
            HttpStatus status,
            String detail,
            @Nullable String field,
            @Nullable String policy,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.field = field;
        this.policy = policy;
        this.headers = headers;
    }

    /**
     * The client can do better.
     *
     * @param detail a sentence that a person can act on
     */
    public static Refused of(HttpStatus status, String detail) {
        return new Refused(status, detail, null, Map.of());
    }

    /** One field is at fault. */
    public static Refused field(String field, String detail) {
        return new Refused(HttpStatus.BAD_REQUEST, detail, field, Map.of());
    }

    /** There is nothing at this address. */
    public static Refused nothingHere(HttpServletRequest request) {
        return of(
                HttpStatus.NOT_FOUND,
                "There is no %s %s here; GET / lists what there is."
                        .formatted(request.getMethod(), request.getRequestURI()));
    }

    /** One field is at fault, though nothing is wrong with it by itself. */
    public static Refused field(HttpStatus status, String field, String detail) {
        return new Refused(status, detail, field, Map.of());
    }

    /** Nobody knows who is asking. */
    public static Refused unauthorized(String challenge, String detail) {
        return new Refused(
                HttpStatus.UNAUTHORIZED,
                detail,
                null,
                Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    /** A limit is used up. */
    public static Refused tooMany(String policy, String detail, long retryAfterSeconds) {
        return new Refused(
                HttpStatus.TOO_MANY_REQUESTS,
                detail,
                null,
                policy,
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds)));
    }

    /** It may work in a moment. */
    public static Refused unavailable(String detail) {
        return new Refused(
                HttpStatus.SERVICE_UNAVAILABLE,
                detail,
                null,
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds())));
    }

    public HttpStatus status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** The name of the limit that is used up. */
    Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    HttpHeaders headers() {
        var all = new HttpHeaders();
        headers.forEach(all::set);
        return all;
    }
}
