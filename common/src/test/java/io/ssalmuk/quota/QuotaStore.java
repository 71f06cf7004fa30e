package io.ssalmuk.quota;

import java.time.Duration;
import java.time.Instant;

/** One pool of keys, its ledgers, and the hand on the ledger's clock. */
public interface QuotaStore {

    /** The windows and margins that the contracts count on: the ledger's defaults. */
    Duration WINDOW = Duration.ofSeconds(60);

    Duration MARGIN = Duration.ofMillis(750);
    Duration OCCUPIED = WINDOW.plus(MARGIN);

    KeyPool pool();

    QuotaLedger ledger();

    /** Leases from simulated projects only. */
    QuotaLedger simulatedLedger();

    QuotaView view();

    /** Sees simulated projects only. */
    QuotaView simulatedView();

    QuotaSupply supply();

    /** Keeps a share of each limit for urgent calls. */
    QuotaLedger ledgerKeeping(double share);

    Instant now();

    void set(Instant now);

    /** Moves the clock on, also while others do. */
    void pass(Duration time);
}
