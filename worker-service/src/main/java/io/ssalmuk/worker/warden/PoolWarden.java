package io.ssalmuk.worker.warden;

import io.ssalmuk.job.Claim;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.gemini.CallOutcome;

/**
 * Draws the consequences of how calls end, for the pool; what becomes of the job is not its affair.
 */
public interface PoolWarden {

    /** Counts a call, whatever became of it. */
    void ended(Permit permit, CallOutcome outcome);

    /**
     * The upstream refused a call that the ledger had room for; the bucket rests when this returns.
     */
    void throttled(Claim claim, Permit permit, CallOutcome.Throttled throttled);

    /** The upstream refused the key; no permit names it when this returns. */
    void keyFault(Permit permit, CallOutcome.KeyFault fault);
}
