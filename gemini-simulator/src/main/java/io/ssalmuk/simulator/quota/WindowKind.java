package io.ssalmuk.simulator.quota;

/** Whether a minute is the calendar's, as observed upstream, or the 60 seconds before the call. */
public enum WindowKind {
    /** Refills at the full minute, so that two bursts may come close to each other. */
    FIXED,
    /** Gives each place back 60 seconds after it was taken. */
    SLIDING
}
