package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every ended job used, newest first. */
public interface UsageLog {

    /**
     * A page of the log.
     *
     * @param before the entry after which the page begins; none for the newest
     */
    List<UsageEntry> page(Filter filter, @Nullable Mark before, int most);

    /** The place of an entry: ends may fall on the same moment, ids do not. */
    record Mark(Instant endedAt, JobId job) {}

    /**
     * Which entries; none filters nothing.
     *
     * @param from the first moment of an end
     * @param to the moment before which jobs ended
     */
    record Filter(
            @Nullable ClientId client,
            @Nullable JobMethod method,
            @Nullable String model,
            @Nullable JobState state,
            @Nullable Instant from,
            @Nullable Instant to) {

        public static final Filter ALL = new Filter(null, null, null, null, null, null);
    }
}
