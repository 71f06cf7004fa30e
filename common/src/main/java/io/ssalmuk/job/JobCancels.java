package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds jobs that have not ended, and ends those of them that no worker has. */
public interface JobCancels {

    /** Ends queued jobs, oldest first, no more than so many; answers which. */
    List<JobId> cancelQueued(Filter filter, int most);

    /** How many queued jobs there are, counted up to so many. */
    int countQueued(Filter filter, int most);

    /** Jobs that a worker has, oldest first. */
    List<JobId> running(Filter filter, int most);

    /**
     * Which jobs; empty filters nothing.
     *
     * @param from the first moment of a submission
     * @param to the moment before which jobs were submitted
     */
    record Filter(
            Optional<ClientId> client,
            Optional<JobMethod> method,
            Optional<String> model,
            Optional<Instant> from,
            Optional<Instant> to) {}
}
