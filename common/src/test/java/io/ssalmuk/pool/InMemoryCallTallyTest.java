package io.ssalmuk.pool;

import io.ssalmuk.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;

class InMemoryCallTallyTest implements CallTallyContract {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T20:00:00Z"));
    private final CallTally tally = new InMemoryCallTally(clock);

    @Override
    public CallTally tally() {
        return tally;
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }
}
