package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One store of jobs behind all of its ports, and the hand that moves its time. */
public interface JobStore {

    JobIntake intake();

    Jobs jobs();

    JobClaims claims();

    Admissions admissions();

    RunningJobs running();

    UsageLog usage();

    Lineups lineups();

    Deadlines deadlines();

    IdempotencyKeys keys();

    /** By the clock that deadlines are held against. */
    Instant now();

    /** A worker boot that is alive. */
    UUID boot();

    void bury(UUID boot);

    /** A client that weighs so much. */
    ClientId client(int weight);

    /** Makes everything in the store older by this much. */
    void pass(Duration time);
}
