package io.ssalmuk.harness.postgres;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as its tables have it.
 *
 * @param request its body as it goes to the upstream
 * @param results answers that are stored of it
 * @param ends entries in the log of ends
 */
public record JobRow(
        String id,
        String request,
        String state,
        int attempts,
        Optional<Instant> ended,
        int results,
        int ends) {

    /** An end that is not a failure. */
    public boolean completed() {
        return state.equals("completed");
    }

    public boolean hasEnded() {
        return ended.isPresent();
    }
}
