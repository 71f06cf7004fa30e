package io.ssalmuk.worker.retention;

import io.ssalmuk.file.UnusedFiles;
import io.ssalmuk.job.JobRetention;
import io.ssalmuk.job.JobRetention.Dropping;
import java.time.Duration;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One round: every day that is over for long enough, and what lies outside of days. */
@Component
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final JobRetention jobs;
    private final UnusedFiles files;
    private final Duration keep;

    Retention(JobRetention jobs, UnusedFiles files, RetentionProperties properties) {
        this.jobs = jobs;
        this.files = files;
        this.keep = properties.retention();
    }

    /** Returns whether a day was busy, and should be tried again soon. */
    boolean round() {
        said(files.remove(keep), "files were unused for too long");
        said(strays(), "jobs outside of all days were kept for long enough");
        boolean busy = false;
        for (var day : jobs.daysBefore(keep)) {
            busy |= drop(day);
        }
        return busy;
    }

    private int strays() {
        int all = 0;
        int some;
        do {
            some = jobs.deleteStrays(keep);
            all += some;
            // Ends: each round deletes some, and none is added that is as old.
        } while (some > 0);
        return all;
    }

    private boolean drop(LocalDate day) {
        var dropping = jobs.drop(day, keep);
        switch (dropping) {
            case DROPPED -> log.info("the jobs of {} were kept for long enough, and are gone", day);
            case LATE, UNSETTLED -> log.debug("the jobs of {} are kept: {}", day, dropping);
            case MANY ->
                    log.warn("the jobs of {} are kept: more than 10,000 of them still wait", day);
            case BUSY -> log.debug("the jobs of {} are in use; tried again soon", day);
        }
        return dropping == Dropping.BUSY;
    }

    private static void said(int count, String what) {
        if (count > 0) {
            log.info("{} {}", count, what);
        }
    }
}
