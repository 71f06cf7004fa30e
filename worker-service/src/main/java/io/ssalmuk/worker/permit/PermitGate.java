package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Permit;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Where tickets in hand wait for quota and for a place among this worker's calls. */
public interface PermitGate {

    /**
     * Waits; interactive tickets are served first, but for a small part, and within a lane clients
     * by their weights.
     */
    Grant await(Ticket ticket) throws InterruptedException;

    /** The call's first byte leaves now. Without effect the second time. */
    void departed(Permit permit);

    /**
     * The call behind a granted permit is over, or was not made. Without effect the second time.
     */
    void leave(Permit permit);

    /** Some of what a permit had reserved is free: those who wait for its bucket may ask again. */
    void freed(Permit permit);

    /**
     * Whether tickets were sent away for want of places, and not many have come free since: this
     * worker should take few at a time.
     */
    boolean isCrowded();

    /**
     * Tells when it begins to be crowded.
     *
     * @param listener called on the gate's thread
     */
    void onCrowd(Runnable listener);

    /**
     * Tells when a bucket has nothing more to grant for a while.
     *
     * @param listener gets the bucket and how long it rests; called on the gate's thread
     */
    void onRest(BiConsumer<String, Duration> listener);
}
