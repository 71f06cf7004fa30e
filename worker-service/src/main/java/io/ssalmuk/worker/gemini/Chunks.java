package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;

/** Takes the chunks of an answer while it is made. */
@FunctionalInterface
public interface Chunks {

    /**
     * Takes the next chunk, in one line.
     *
     * @return false when the answer is wanted no more
     */
    boolean take(Body chunk);
}
