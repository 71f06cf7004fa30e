package io.ssalmuk.simulator.quota;

/** Which of a bucket's limits refused a call. */
public enum Dimension {
    /** Requests per minute. */
    MINUTE,
    /** Input tokens per minute. */
    TOKENS,
    /** Requests per Pacific day. */
    DAY
}
