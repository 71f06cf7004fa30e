package io.ssalmuk.api.limit;

import io.ssalmuk.api.problem.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells in an answer what is left of a limit, and that nothing is. */
final class RateHeaders {

    static final String POLICY = "RateLimit-Policy";

    private static final String STANDING = "RateLimit";

    private RateHeaders() {}

    /** In the answer to the request that this thread works on. */
    static void tell(Policy policy, long remaining, @Nullable Duration until) {
        response().ifPresent(answer -> tell(answer, policy, remaining, until));
    }

    static void tell(
            HttpServletResponse answer, Policy policy, long remaining, @Nullable Duration until) {
        answer.addHeader(STANDING, policy.standing(remaining, until));
    }

    private static Optional<HttpServletResponse> response() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known
                ? Optional.ofNullable(known.getResponse())
                : Optional.empty();
    }

    static Refused refusal(Policy policy, String what, Duration until) {
        long seconds = Policy.seconds(until);
        return Refused.tooMany(
                policy.name(),
                "This client %s; come back in %d seconds.".formatted(what, seconds),
                seconds);
    }
}
