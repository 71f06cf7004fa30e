package io.ssalmuk.worker.attachment;

import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.secret.GeminiKey;

/** What a job's files need before its call, and after it. */
public interface Attachments {

    /**
     * Makes the body of a call whose permit is leased already, for a file belongs to the permit's
     * project. It may take as long as uploads take; the permit's place is kept meanwhile.
     */
    Prepared prepare(Claim claim, Permit permit, GeminiKey key, Breaks breaks)
            throws InterruptedException;

    /** Nothing is left to do for the job here; if it has ended, nobody needs its files any more. */
    void leave(JobId job);
}
