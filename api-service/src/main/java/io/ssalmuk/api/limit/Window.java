package io.ssalmuk.api.limit;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time after which a limit is whole again; all of them begin at the epoch. */
public enum Window {
    MINUTE(Duration.ofMinutes(1)),
    /** Of UTC: those of Pacific time, by which Google counts, are not all equally long. */
    DAY(Duration.ofDays(1));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** When the one that this moment is in ends. */
    public Instant end(Instant now) {
        long millis = length.toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
    }
}
