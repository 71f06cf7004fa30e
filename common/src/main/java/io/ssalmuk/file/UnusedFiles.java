package io.ssalmuk.file;

import java.time.Duration;

/** Lets go of files that nobody has used for long. */
public interface UnusedFiles {

    /**
     * Takes files away from their clients that were uploaded, and last named by a job, longer ago
     * than this; returns how many. Their contents go when no job needs them any more.
     */
    int remove(Duration unused);
}
