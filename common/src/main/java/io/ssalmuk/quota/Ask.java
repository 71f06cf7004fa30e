package io.ssalmuk.quota;

/**
 * What a call that waits needs.
 *
 * @param units requests that it counts as
 * @param tokens input tokens, as estimated
 * @param urgent somebody waits for it: it may use the share that is kept for such calls
 */
public record Ask(int units, long tokens, boolean urgent) {

    public Ask {
        if (units < 1 || tokens < 1) {
            throw new IllegalArgumentException("a call is at least one request and one token");
        }
    }

    /** Whether whoever has no room for the other has none for this. */
    public boolean needsAtLeast(Ask other) {
        return units >= other.units && tokens >= other.tokens && (other.urgent || !urgent);
    }
}
