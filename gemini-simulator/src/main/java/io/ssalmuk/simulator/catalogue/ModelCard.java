package io.ssalmuk.simulator.catalogue;

import io.ssalmuk.simulator.quota.Limits;

/**
 * A model: the name that callers use, the bucket that its quota is kept in, and its free limits.
 */
public record ModelCard(String name, String bucket, Limits freeLimits) {
    public boolean embedding() {
        return embeds(bucket);
    }

    /** Whether a bucket is of embedding calls, whose quotas are spelled differently. */
    public static boolean embeds(String bucket) {
        return bucket.contains("embedding");
    }

    public boolean thinking() {
        return name.startsWith("gemini-") && !embedding() && !name.startsWith("gemini-2.0");
    }

    /** What an answer says that it was made by: a floating name resolves, others stay. */
    public String version() {
        return name.endsWith("-latest") ? bucket : name;
    }
}
