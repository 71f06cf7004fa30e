package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes new jobs of ended ones, with the same body. Bodies do not leave the store for it. */
public interface JobRetries {

    /**
     * Copies each ended job to the new id that it is given, to wait for its turn. Answers which new
     * jobs there are; left out are those whose old one has not ended or is gone, lacks a file, or
     * whose key is taken.
     */
    Set<JobId> retry(Map<JobId, JobId> newIds, Order order);

    /** Whether all files are there that the job names, and its client's. */
    boolean hasFiles(JobId job);

    /**
     * Jobs that ended badly and have not been retried, oldest end first.
     *
     * @param after the end after which to look; none for the oldest
     */
    List<UsageLog.Mark> candidates(Filter filter, UsageLog.@Nullable Mark after, int most);

    /**
     * How they are taken.
     *
     * @param maxAttempts empty for as many as before
     * @param terms a key only for a single job
     */
    record Order(Instant createdAt, OptionalInt maxAttempts, JobTerms terms) {}

    /**
     * Which jobs; none filters nothing.
     *
     * @param states ends other than completed
     * @param error the code that they failed with
     * @param from the first moment of an end
     * @param to the moment before which jobs ended
     */
    record Filter(
            Set<JobState> states,
            Optional<ClientId> client,
            Optional<JobMethod> method,
            Optional<String> model,
            Optional<String> error,
            Optional<Instant> from,
            Optional<Instant> to) {}
}
