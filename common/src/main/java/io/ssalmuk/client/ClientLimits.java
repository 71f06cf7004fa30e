package io.ssalmuk.client;

import org.jspecify.annotations.Nullable;

/**
 * What a client may use up; null is no limit, for which nothing is counted.
 *
 * @param requestsPerMinute of any kind
 * @param concurrentJobs that have not ended
 * @param jobsPerDay that are accepted, from midnight to midnight in UTC
 * @param tokensPerDay of jobs that have ended, by what the upstream counted
 */
public record ClientLimits(
        @Nullable Integer requestsPerMinute,
        @Nullable Integer concurrentJobs,
        @Nullable Integer jobsPerDay,
        @Nullable Long tokensPerDay) {

    public static final ClientLimits NONE = new ClientLimits(null, null, null, null);

    /** Whether anything has to be counted when a job comes in. */
    public boolean onJobs() {
        return concurrentJobs != null || jobsPerDay != null || tokensPerDay != null;
    }
}
