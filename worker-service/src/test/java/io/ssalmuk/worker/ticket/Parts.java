package io.ssalmuk.worker.ticket;

import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.gemini.Upstream;
import io.ssalmuk.worker.pool.KeyLocker;
import java.time.Duration;

/** What a run needs, where neither files nor the size of bodies matter. */
final class Parts {

    private Parts() {}

    static JobRun.CallParts of(QuotaLedger ledger, KeyLocker keys, Upstream upstream) {
        return new JobRun.CallParts(
                ledger,
                keys,
                upstream,
                new FakeAttachments(),
                new BodyRoom(_ -> 0, new FlowProperties(1, Duration.ZERO)));
    }
}
