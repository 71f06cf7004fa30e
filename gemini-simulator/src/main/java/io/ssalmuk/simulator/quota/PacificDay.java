package io.ssalmuk.simulator.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day by which daily quotas are kept; it has 23 or 25 hours when the clocks change. */
record PacificDay(LocalDate date) {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    static PacificDay of(Instant instant) {
        return new PacificDay(LocalDate.ofInstant(instant, PACIFIC));
    }

    Instant start() {
        return date.atStartOfDay(PACIFIC).toInstant();
    }

    Instant end() {
        return date.plusDays(1).atStartOfDay(PACIFIC).toInstant();
    }
}
