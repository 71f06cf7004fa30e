package io.ssalmuk.quota;

/** What comes free of a bucket, project by project: what forecasts are made from. */
public interface QuotaSupply {

    /** As of now; of a large pool, what some projects drawn by chance have. */
    Supply of(String bucket);
}
