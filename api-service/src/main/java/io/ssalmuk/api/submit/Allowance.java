package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How many jobs a client may still have, however they are made. */
public interface Allowance {

    /**
     * Accepts a job of the caller's, or refuses it with 429 if the caller has used up what it may
     * have. What was not taken is not counted.
     *
     * @param job the id that the job will have
     * @param taken whether a job was made
     */
    <T> T accept(ClientId client, JobId job, Supplier<T> accepting, Predicate<? super T> taken);
}
