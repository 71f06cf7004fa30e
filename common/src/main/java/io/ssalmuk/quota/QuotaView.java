package io.ssalmuk.quota;

import java.util.Map;

/** What the ledger's projects have together, for looking at: nothing is leased by it. */
public interface QuotaView {

    /**
     * By bucket, over the projects that the ledger leases from: active, of its kind, with an active
     * key. A bucket that no such project has is left out.
     */
    Map<String, BucketRoom> rooms();
}
