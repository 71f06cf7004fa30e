package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients' jobs by the time of their submission, newest first, without their results. */
public interface JobList {

    /**
     * A page of a client's jobs.
     *
     * @param before the job after which the page begins; none for the newest
     */
    Page page(ClientId owner, Filter filter, @Nullable JobId before, int most);

    /**
     * What was found.
     *
     * @param next where to go on; empty at the end. There may be fewer jobs than were asked for,
     *     and more behind them: one page looks at a bounded number of jobs.
     */
    record Page(List<Job> jobs, Optional<JobId> next) {}

    /**
     * Which jobs; none filters nothing.
     *
     * @param from the first moment of a submission
     * @param to the moment before which jobs were submitted
     */
    record Filter(
            @Nullable JobState state,
            @Nullable JobMethod method,
            @Nullable String model,
            @Nullable Instant from,
            @Nullable Instant to) {

        public static final Filter ALL = new Filter(null, null, null, null, null);
    }
}
