package io.ssalmuk.quota;

import org.jspecify.annotations.Nullable;

/**
 * A bucket over all projects; a figure that is not there is unlimited.
 *
 * @param projects how many may use it at all
 * @param rpm the sum of their requests per minute
 * @param tpm the sum of their input tokens per minute
 * @param rpd the sum of their requests per day
 * @param now requests that could leave this moment
 * @param today requests that are left of the Pacific day
 * @param largest the most request units that one call may ever cost
 */
public record BucketRoom(
        int projects,
        @Nullable Long rpm,
        @Nullable Long tpm,
        @Nullable Long rpd,
        @Nullable Long now,
        @Nullable Long today,
        @Nullable Long largest) {

    /** Of a bucket that no project can use. */
    public static final BucketRoom NONE = new BucketRoom(0, 0L, 0L, 0L, 0L, 0L, 0L);
}
