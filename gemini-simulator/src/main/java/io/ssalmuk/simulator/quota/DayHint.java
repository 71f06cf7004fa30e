package io.ssalmuk.simulator.quota;

/** What a per-day refusal advises; until autumn 2026 it was the end of the minute, which misled. */
public enum DayHint {
    /** Seconds, after which the day is as spent as before. */
    MINUTE_END,
    /** Hours, until the day ends in Los Angeles. */
    MIDNIGHT
}
