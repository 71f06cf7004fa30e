package io.ssalmuk.job;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Lets go of jobs, their answers and their log, a day at a time. */
public interface JobRetention {

    /** The days, oldest first, that were over longer ago than this. */
    List<LocalDate> daysBefore(Duration keep);

    /** Drops a day, unless something speaks against it. What has not ended is kept. */
    Dropping drop(LocalDate day, Duration keep);

    /** Deletes jobs outside of all days that ended longer ago than this; returns how many. */
    int deleteStrays(Duration keep);

    /** How dropping a day can end. */
    enum Dropping {
        DROPPED,
        /** One of its jobs ended within the time that jobs are kept. */
        LATE,
        /** Somebody still has to be told of the end of one of its jobs. */
        UNSETTLED,
        /** Too many of its jobs have not ended. */
        MANY,
        /** Somebody was at the jobs for as long as may be waited; it may work in a moment. */
        BUSY
    }
}
