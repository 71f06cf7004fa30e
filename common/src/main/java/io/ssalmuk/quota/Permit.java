package io.ssalmuk.quota;

import java.time.Duration;

/**
 * Leave to make one call.
 *
 * @param lease identifies this permit's place for as long as it occupies it
 * @param tokens input tokens that were reserved for the call
 * @param issuedNanos {@link System#nanoTime()} of the moment before the lease was asked for
 * @param useBy how long after that moment the call's first byte may still leave
 */
public record Permit(
        long lease,
        long bucketId,
        ProjectId project,
        KeyId key,
        String bucket,
        int units,
        long tokens,
        long issuedNanos,
        Duration useBy) {

    /** The same place, for a call that leaves later. */
    public Permit renewed(long nanos) {
        return new Permit(lease, bucketId, project, key, bucket, units, tokens, nanos, useBy);
    }

    /** Whether a call may still leave on it: later, its place may be another's when it arrives. */
    public boolean usableAt(long nanos) {
        return nanos - issuedNanos < useBy.toNanos();
    }
}
