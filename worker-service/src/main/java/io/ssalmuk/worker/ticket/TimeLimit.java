package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import org.springframework.stereotype.Component;

/** Cuts the work on a job short when its deadline passes. */
@Component
final class TimeLimit {

    private final Alarms alarms;

    TimeLimit(Alarms alarms) {
        this.alarms = alarms;
    }

    /** Until the hold is over. */
    void set(Claim claim, Hold hold) {
        claim.timeLeft().ifPresent(left -> hold.limit(alarms.in(left, hold::expire)));
    }
}
