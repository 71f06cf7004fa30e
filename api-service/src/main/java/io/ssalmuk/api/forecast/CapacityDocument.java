package io.ssalmuk.api.forecast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When so many requests could be answered, if they were submitted now.
 *
 * @param inputTokens of each
 * @param finishedAt none while no project may use the model
 * @param seconds from now until then
 * @param binds what stands in the way of an earlier end
 */
record CapacityDocument(
        String model,
        String bucket,
        int requests,
        long inputTokens,
        @Nullable Instant finishedAt,
        @Nullable Double seconds,
        String binds,
        Room room,
        Backlog backlog) {

    /** What is left, over all projects; null is unlimited. */
    record Room(
            @Nullable Long requestsNow,
            @Nullable Long inputTokensNow,
            @Nullable Long requestsToday) {}

    /**
     * What waits for the model.
     *
     * @param ahead of them, those that go before the last of the requests
     */
    record Backlog(long jobs, long ahead) {}
}
