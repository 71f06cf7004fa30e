package io.ssalmuk.harness.check;

import java.time.Duration;
import java.time.Instant;

/** What was done to one worker's calls, for which some of them may be made again. */
public sealed interface Disruption {

    /** Clocks are read on other threads than the signals are sent from. */
    Duration SLACK = Duration.ofSeconds(1);

    int worker();

    /**
     * Whether it explains that the job's call was made again.
     *
     * @param ended when the end of the job was written down
     */
    boolean excuses(Flight flight, Instant ended);

    /** Killed: whatever it had called for, and had not written down. */
    record Killed(int worker, Instant at) implements Disruption {
        @Override
        public boolean excuses(Flight flight, Instant ended) {
            return isOpen(flight, ended, at);
        }
    }

    /** Stopped for so long that it was taken for dead. */
    record Paused(int worker, Instant from, Instant to) implements Disruption {
        @Override
        public boolean excuses(Flight flight, Instant ended) {
            return isOpen(flight, ended, from);
        }
    }

    /** Its connections to the upstream were broken: a call without an answer is tried again. */
    record Cut(int worker, Instant at) implements Disruption {
        @Override
        public boolean excuses(Flight flight, Instant ended) {
            return isOpen(flight, flight.answered().orElse(Instant.MAX), at);
        }
    }

    private static boolean isOpen(Flight flight, Instant end, Instant at) {
        return flight.sent().isBefore(at.plus(SLACK)) && end.isAfter(at.minus(SLACK));
    }
}
