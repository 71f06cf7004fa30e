package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.breaker.Breakers;

/** What the gates of all buckets share. */
record GateParts(
        QuotaLedger ledger,
        Breakers breakers,
        Measures measures,
        Places places,
        Listeners listeners) {}
