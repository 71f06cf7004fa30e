package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one ended job used.
 *
 * @param clientName none when the client is gone
 * @param project the name of the project whose quota its last call drew from
 * @param error the code of a job that failed or expired
 */
public record UsageEntry(
        JobId job,
        ClientId client,
        @Nullable String clientName,
        JobMethod method,
        String model,
        @Nullable String project,
        JobState state,
        @Nullable String error,
        int attempts,
        Sizes sizes,
        TokenUsage tokens,
        Times times,
        Instant endedAt) {

    /** Bytes of the bodies; none for what is not there. */
    public record Sizes(@Nullable Long request, @Nullable Long answer) {}

    /**
     * Where the time went.
     *
     * @param waited from the submission until the last call left: in queues, for quota, in pauses
     *     between attempts
     * @param upstream the last call; none when there was none
     * @param total from the submission to the end
     */
    public record Times(Duration waited, @Nullable Duration upstream, Duration total) {}

    /** The place of this entry in the log. */
    public UsageLog.Mark mark() {
        return new UsageLog.Mark(endedAt, job);
    }
}
