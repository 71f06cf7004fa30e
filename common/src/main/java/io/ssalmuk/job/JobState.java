package io.ssalmuk.job;

import java.util.Locale;

/** The states of a job; see docs/job-states.md for the transitions. */
public enum JobState {
    QUEUED,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED;

    /** A job ends once, and an ended job never changes. */
    public boolean ended() {
        return switch (this) {
            case QUEUED, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
        };
    }

    /** As the API and the database spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
