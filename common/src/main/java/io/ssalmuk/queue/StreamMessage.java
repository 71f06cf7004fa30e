package io.ssalmuk.queue;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;

/**
 * What a worker sends of a stream. The messages of a job are numbered from 0 without a gap, so that
 * whoever gets them can tell that one was lost.
 */
public sealed interface StreamMessage {

    JobId job();

    /** Of the claim that streams. */
    int attempt();

    int sequence();

    /**
     * A chunk, or a part of one.
     *
     * @param bytes of the chunk's JSON, which may be cut anywhere
     * @param last whether the chunk ends here
     */
    record Part(JobId job, int attempt, int sequence, Body bytes, boolean last)
            implements StreamMessage {}

    /** The answer is whole, and kept. */
    record Done(JobId job, int attempt, int sequence) implements StreamMessage {}

    /** The job has ended without a whole answer. */
    record Failed(JobId job, int attempt, int sequence, JobError error) implements StreamMessage {}
}
