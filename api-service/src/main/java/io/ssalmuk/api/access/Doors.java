package io.ssalmuk.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which path is behind which door. A path that is in none of these lists leads nowhere, whatever
 * controller is mapped there: a new endpoint is closed until somebody has decided for whom it is.
 */
final class Doors {

    private static final RequestMatcher ADMIN_PATHS =
            paths(
                    "/admin/aliases",
                    "/admin/audit",
                    "/admin/gemini-keys/**",
                    "/admin/jobs/**",
                    "/admin/keys/**",
                    "/admin/limits",
                    "/admin/logs",
                    "/admin/projects/**",
                    "/admin/quota/**");

    private static final List<Way> WAYS =
            List.of(
                    new Way(
                            Door.PUBLIC,
                            paths(
                                    "/",
                                    "/docs",
                                    "/docs/assets/**",
                                    "/health",
                                    "/openapi.json",
                                    "/openapi.yaml")),
                    new Way(
                            Door.GENERATE,
                            paths(
                                    "/api/capacity/**",
                                    "/api/count-tokens",
                                    "/api/embed",
                                    "/api/generate",
                                    "/api/generate-stream",
                                    "/api/jobs/**",
                                    "/api/models/**",
                                    "/api/status/*",
                                    "/api/webhooks/**")),
                    new Way(Door.FILES, paths("/api/files/**")),
                    new Way(Door.KNOWN, paths("/queue-status")),
                    new Way(Door.ADMIN_READ, new AndRequestMatcher(Doors::reads, ADMIN_PATHS)),
                    new Way(Door.ADMIN, ADMIN_PATHS));

    private Doors() {}

    /**
     * A way to a door.
     *
     * @param matcher of the requests that go there, unless an earlier one leads elsewhere
     */
    record Way(Door door, RequestMatcher matcher) {}

    static List<Way> ways() {
        return WAYS;
    }

    /** Where a request leads; empty if nowhere. */
    static Optional<Door> of(HttpServletRequest request) {
        return WAYS.stream()
                .filter(way -> way.matcher().matches(request))
                .map(Way::door)
                .findFirst();
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static RequestMatcher paths(String... patterns) {
        var path = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                Arrays.stream(patterns).<RequestMatcher>map(path::matcher).toList());
    }
}
