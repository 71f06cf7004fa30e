package io.ssalmuk.job;

import io.ssalmuk.file.ContentHash;
import java.util.List;
import java.util.Set;

/** The files of jobs that have not ended. */
public interface JobFiles {

    List<JobFile> of(JobId job);

    /** Lets the files of a job go if it has ended; answers the contents that it had. */
    Set<ContentHash> release(JobId job);

    /** Lets the files of all jobs go that have ended, or were dropped; returns how many. */
    int releaseEnded();
}
