package io.ssalmuk.estimate;

/**
 * A client's calls of one bucket: counted tokens by estimated ones.
 *
 * @param calls how many there were
 * @param mean over recent calls, the latest and the longest weighing most
 * @param variance about that mean
 */
public record TokenRatio(long calls, double mean, double variance) {

    /** Fewer calls tell too little. */
    private static final int ENOUGH = 8;

    /**
     * Two deviations above the mean: of 40 calls that vary by chance, one is counted as more than
     * was reserved. It is repaid, but others have been leased meanwhile.
     */
    private static final int DEVIATIONS = 2;

    /** Beyond these, something other than the prompt was counted. */
    private static final double LEAST = 0.25;

    private static final double MOST = 4;

    /** How much of what is known a new call replaces. */
    private static final double NEWS = 0.1;

    /** Before the first call. */
    public static final TokenRatio NONE = new TokenRatio(0, 1, 0);

    /** By what to multiply an estimate. */
    public double factor() {
        return calls < ENOUGH
                ? 1
                : Math.clamp(mean + DEVIATIONS * Math.sqrt(variance), LEAST, MOST);
    }

    /** With so many more, whose own mean and variance are these. */
    public TokenRatio with(long more, double ratio, double spread) {
        if (calls == 0) {
            return new TokenRatio(more, ratio, spread);
        }
        double weight = 1 - Math.pow(1 - NEWS, (double) more);
        double step = ratio - mean;
        return new TokenRatio(
                calls + more,
                mean + weight * step,
                (1 - weight) * (variance + weight * step * step) + weight * spread);
    }
}
