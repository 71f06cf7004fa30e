package io.ssalmuk.simulator.quota;

import java.util.Map;

/**
 * One bucket's part of the ledger. A refused call is counted once under refused, and once for each
 * limit that it would have gone over; faulted calls are the ones that a mishap hit.
 */
public record BucketReport(
        String project,
        String model,
        Limits limits,
        long accepted,
        long refused,
        Map<Dimension, Long> refusedBy,
        Map<String, Long> faulted,
        Cost spent,
        Peaks peaks) {
    /** The most that calls spent in any 60 seconds, any calendar minute and any Pacific day. */
    public record Peaks(Cost in60Seconds, Cost inMinute, Cost inDay) {}
}
