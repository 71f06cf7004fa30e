package io.ssalmuk.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every project's account, bucket by bucket, for looking at. */
public interface QuotaReport {

    /** A page, in the order of projects and buckets, after the position; fewer at the end. */
    List<Account> page(Filter filter, Position after, int most);

    /** The accounts of buckets that are in use: used today, occupied, or resting. */
    List<Account> inUse(int most);

    /** By how it comes about: quarantined keys and resting buckets. */
    Health health();

    /**
     * Which accounts.
     *
     * @param project its id, if only one
     * @param bucket its name, if only one
     */
    record Filter(Optional<Long> project, Optional<String> bucket) {}

    /** After this account; project 0 is before all. */
    record Position(long project, String bucket) {
        public static final Position START = new Position(0, "");
    }

    /** What is not in use, and why. */
    record Health(int activeKeys, int quarantinedKeys, int disabledKeys, int restingBuckets) {}

    /**
     * A limit, who said so, and what is taken of it; no limit if there is no figure.
     *
     * @param used by calls that have left
     * @param reserved for calls that were let go just now, and may not have left
     */
    record Meter(@Nullable Long limit, String source, long used, long reserved) {

        public @Nullable Long remaining() {
            return limit == null ? null : Long.valueOf(Math.max(0, limit - used - reserved));
        }
    }

    /**
     * A project's account with a bucket.
     *
     * @param minute requests of the last window
     * @param tokens input tokens of the last window
     * @param day requests of the Pacific day
     * @param working what of the minute's limit is made use of, if less
     * @param minuteResetsAt when the oldest place comes free, if any is taken
     * @param dayResetsAt the next Pacific midnight
     * @param restsUntil if it rests
     * @param reason why it rests
     */
    record Account(
            long projectId,
            String project,
            String tier,
            String bucket,
            Meter minute,
            Meter tokens,
            Meter day,
            @Nullable Integer working,
            @Nullable Instant minuteResetsAt,
            Instant dayResetsAt,
            @Nullable Instant restsUntil,
            @Nullable String reason) {}
}
