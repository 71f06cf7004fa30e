package io.ssalmuk.quota;

import io.ssalmuk.quota.InMemoryPool.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is seen of a ledger that is gone with the test. */
final class InMemoryQuotaView implements QuotaView {

    private final InMemoryQuota quota;

    InMemoryQuotaView(InMemoryQuota quota) {
        this.quota = quota;
    }

    @Override
    public Map<String, BucketRoom> rooms() {
        return quota.seen(this::rooms);
    }

    private Map<String, BucketRoom> rooms(Instant now) {
        Map<String, List<Bucket>> byName = quota.all().collect(Collectors.groupingBy(Bucket::name));
        return byName.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, b -> room(b.getValue(), now)));
    }

    private BucketRoom room(List<Bucket> buckets, Instant now) {
        return new BucketRoom(
                (int) buckets.stream().filter(bucket -> InMemoryQuota.fits(bucket, 1)).count(),
                sum(buckets, bucket -> whole(bucket.limits().rpm())),
                sum(buckets, bucket -> bucket.limits().tpm()),
                sum(buckets, bucket -> whole(bucket.limits().rpd())),
                sum(buckets, bucket -> roomNow(bucket, now)),
                sum(buckets, bucket -> roomToday(bucket, now)),
                reduced(buckets, InMemoryQuotaView::largest, Math::max));
    }

    private static @Nullable Long whole(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    private static @Nullable Long largest(Bucket bucket) {
        var rpm = whole(bucket.limits().rpm());
        var rpd = whole(bucket.limits().rpd());
        return rpm == null ? rpd : rpd == null ? rpm : Long.valueOf(Math.min(rpm, rpd));
    }

    private @Nullable Long roomNow(Bucket bucket, Instant now) {
        boolean rests = quota.restsUntil(bucket).isAfter(now);
        return !rests && largest(bucket) == null
                ? null
                : rests ? 0L : quota.free(bucket, 1, now, now);
    }

    private @Nullable Long roomToday(Bucket bucket, Instant now) {
        var rests = quota.restsUntil(bucket);
        if (!InMemoryQuota.fits(bucket, 1)
                || !rests.isBefore(InMemoryQuota.midnightAfter(InMemoryQuota.date(now)))) {
            return 0L;
        }
        var rpd = bucket.limits().rpd();
        return rpd == null ? null : Long.valueOf(Math.max(0, rpd - quota.used(bucket, now)));
    }

    private static @Nullable Long sum(List<Bucket> buckets, Figure figure) {
        return reduced(buckets, figure, Math::addExact);
    }

    /** Unlimited as soon as one is. */
    private static @Nullable Long reduced(
            List<Bucket> buckets, Figure figure, LongBinaryOperator add) {
        long all = 0;
        for (var bucket : buckets) {
            var one = figure.of(bucket);
            if (one == null) {
                return null;
            }
            all = add.applyAsLong(all, one);
        }
        return all;
    }

    /** A figure of a bucket; none if it is unlimited. */
    private interface Figure {
        @Nullable Long of(Bucket bucket);
    }
}
