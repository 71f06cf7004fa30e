package io.ssalmuk.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends what nobody has begun in time. */
public interface Deadlines {

    /**
     * Ends queued jobs whose deadline has passed, wherever they wait, no more than so many; answers
     * which. A job that runs is its worker's to end.
     */
    List<JobId> expireQueued(JobError why, int most);

    /** How long until a queued job's deadline passes, zero if one has; empty if none has one. */
    Optional<Duration> next();
}
