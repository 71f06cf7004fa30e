package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Claim;
import io.ssalmuk.secret.GeminiKey;

/** Gemini, for one call with one key. */
public interface Upstream {

    /** Makes exactly one call; retries are the caller's business, for each costs a permit. */
    CallOutcome call(Claim claim, GeminiKey key, Departure departure);

    /**
     * Makes exactly one call whose answer comes in chunks. The outcome has the whole answer, all
     * chunks merged.
     */
    CallOutcome stream(Claim claim, GeminiKey key, Departure departure, Chunks chunks);
}
