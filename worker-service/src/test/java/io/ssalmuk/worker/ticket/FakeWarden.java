package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.pool.KeyLocker;
import io.ssalmuk.worker.warden.PoolWarden;

/** Does what must be done at once, and learns nothing. */
record FakeWarden(QuotaLedger ledger, KeyLocker keys) implements PoolWarden {

    @Override
    public void ended(Permit permit, CallOutcome outcome) {}

    @Override
    public void throttled(Claim claim, Permit permit, Throttled throttled) {
        if (throttled.span() == Span.PAUSE) {
            ledger.coolDown(permit, throttled.pause(), throttled.reason());
        } else {
            ledger.coolDownForTheDay(permit, throttled.pause(), throttled.reason());
        }
    }

    @Override
    public void keyFault(Permit permit, KeyFault fault) {
        keys.quarantine(permit.key(), fault.reason());
    }
}
