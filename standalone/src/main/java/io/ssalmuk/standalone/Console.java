package io.ssalmuk.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What standalone tells its user, each line as it happens. */
record Console(PrintStream out, InstantSource clock) {

    /** Begins a line that {@link #done} ends, so that one sees what is being waited for. */
    Instant begin(String step) {
        out.printf("  %-38s", step);
        out.flush();
        return clock.instant();
    }

    void done(Instant begun) {
        out.printf("%5.1f s%n", Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        out.flush();
    }

    void failed() {
        out.println("failed");
        out.flush();
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }
}
