package io.ssalmuk.simulator.journal;

import java.time.Instant;

/**
 * One call: when it arrived, whose it was, what came of it. The key is known by name; the status is
 * zero where none was sent; requests and tokens are its price, whether or not it was charged; the
 * marker is the beginning of the request's first text; the handling is what it took from its first
 * byte to the quota's decision, beyond the delay that was ordered: on a busy machine the
 * simulator's part in calls that arrive late.
 */
public record CallEntry(
        long sequence,
        Instant at,
        String project,
        String key,
        String model,
        String bucket,
        String method,
        String outcome,
        int status,
        boolean charged,
        long requests,
        long tokens,
        String marker,
        long handlingMillis) {
    private static final int LONGEST_MARKER = 200;

    public CallEntry {
        marker = marker.substring(0, Math.min(marker.length(), LONGEST_MARKER));
    }

    public CallEntry costing(boolean spent, long units, long inputTokens) {
        return new CallEntry(
                sequence,
                at,
                project,
                key,
                model,
                bucket,
                method,
                outcome,
                status,
                spent,
                units,
                inputTokens,
                marker,
                handlingMillis);
    }

    public CallEntry marked(String text, long handling) {
        return new CallEntry(
                sequence, at, project, key, model, bucket, method, outcome, status, charged,
                requests, tokens, text, handling);
    }

    CallEntry numbered(long number) {
        return new CallEntry(
                number,
                at,
                project,
                key,
                model,
                bucket,
                method,
                outcome,
                status,
                charged,
                requests,
                tokens,
                marker,
                handlingMillis);
    }
}
