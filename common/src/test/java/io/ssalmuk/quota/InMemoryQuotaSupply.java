package io.ssalmuk.quota;

import io.ssalmuk.quota.InMemoryPool.Bucket;
import java.time.Instant;

/** What is left of a ledger that is gone with the test. */
public final class InMemoryQuotaSupply implements QuotaSupply {

    private final InMemoryQuota quota;

    public InMemoryQuotaSupply(InMemoryQuota quota) {
        this.quota = quota;
    }

    @Override
    public Supply of(String bucket) {
        return quota.seen(now -> of(bucket, now));
    }

    private Supply of(String name, Instant now) {
        var shares =
                quota.all()
                        .filter(bucket -> bucket.name().equals(name))
                        .filter(bucket -> InMemoryQuota.fits(bucket, new Ask(1, 1, true)))
                        .map(bucket -> share(bucket, now))
                        .toList();
        return new Supply(now, InMemoryQuota.date(now), QuotaStore.OCCUPIED, 0, 1, shares);
    }

    private Supply.Share share(Bucket bucket, Instant now) {
        var limits = bucket.limits();
        var rests = quota.restsUntil(bucket);
        return new Supply.Share(
                limits.rpm(),
                limits.tpm(),
                limits.rpd(),
                quota.occupied(bucket, now),
                quota.tokens(bucket, now),
                limits.rpd() == null
                        ? null
                        : Integer.valueOf(limits.rpd() - quota.used(bucket, now)),
                rests.isAfter(now) ? rests : now,
                quota.releases(bucket, now));
    }
}
