package io.ssalmuk.api.limit;

import io.ssalmuk.client.ClientLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A limit as draft-ietf-httpapi-ratelimit-headers tells of it.
 *
 * @param window none for what is no rate
 * @param unit none for requests
 */
record Policy(String name, long quota, @Nullable Duration window, @Nullable String unit) {

    static Policy requests(long quota) {
        return new Policy("requests", quota, Window.MINUTE.length(), null);
    }

    static Policy openJobs(long quota) {
        return new Policy("jobs", quota, null, "jobs");
    }

    static Policy jobsPerDay(long quota) {
        return new Policy("jobs-per-day", quota, Window.DAY.length(), "jobs");
    }

    static Policy tokensPerDay(long quota) {
        return new Policy("tokens-per-day", quota, Window.DAY.length(), "tokens");
    }

    static List<Policy> of(ClientLimits limits) {
        var all = new ArrayList<Policy>();
        var perMinute = limits.requestsPerMinute();
        if (perMinute != null) {
            all.add(requests(perMinute));
        }
        var atOnce = limits.concurrentJobs();
        if (atOnce != null) {
            all.add(openJobs(atOnce));
        }
        var perDay = limits.jobsPerDay();
        if (perDay != null) {
            all.add(jobsPerDay(perDay));
        }
        var tokensADay = limits.tokensPerDay();
        if (tokensADay != null) {
            all.add(tokensPerDay(tokensADay));
        }
        return all;
    }

    /** The value of {@code RateLimit-Policy}. */
    static String describe(List<Policy> policies) {
        return policies.stream().map(Policy::description).collect(Collectors.joining(", "));
    }

    private String description() {
        return "\""
                + name
                + "\";q="
                + quota
                + (window == null ? "" : ";w=" + window.toSeconds())
                + (unit == null ? "" : ";qu=\"" + unit + "\"");
    }

    /** A member of {@code RateLimit}: what is left of it, and for how long. */
    String standing(long remaining, @Nullable Duration until) {
        return "\""
                + name
                + "\";r="
                + Math.max(remaining, 0)
                + (until == null ? "" : ";t=" + seconds(until));
    }

    /** Rounded up: whoever comes back then must not come too early. */
    static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }
}
