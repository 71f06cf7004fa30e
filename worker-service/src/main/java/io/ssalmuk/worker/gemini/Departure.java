package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Claim;

/** A call on its way out: whether it may still leave, and what leaves. */
@FunctionalInterface
public interface Departure {

    /** Asked at the last moment before the first byte. */
    boolean isInTime();

    /** What is sent for the claim, whichever method it calls. */
    default OutgoingBody body(Claim claim) {
        return OutgoingBody.of(claim.request());
    }

    /** All of the body has left. */
    default void left() {}
}
