package io.ssalmuk.job;

import java.util.UUID;

/**
 * Who claims a job.
 *
 * @param boot the worker's, which holds the claim for as long as it lives
 * @param token of this one claim: by it the claimant can give up a claim that it may have made
 *     without learning so, and no other of its boot
 */
public record Claimant(UUID boot, UUID token) {

    /** With a new token: no two claims share one. */
    public static Claimant of(UUID boot) {
        return new Claimant(boot, UUID.randomUUID());
    }
}
