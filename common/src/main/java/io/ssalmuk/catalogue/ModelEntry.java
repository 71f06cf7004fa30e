package io.ssalmuk.catalogue;

import io.ssalmuk.quota.Limits;
import java.util.List;
import java.util.Map;

/**
 * One model of the catalogue, under all of its names; or, without a name, a bucket that belongs to
 * no model. Models may share a bucket.
 *
 * @param bucket the name by which Google's quota system counts it
 * @param names what the model is called; the first is its proper name
 * @param methods the upstream methods that it serves
 * @param limits by tier, as {@code free} or {@code tier-1}
 */
public record ModelEntry(
        String bucket, List<String> names, List<String> methods, Map<String, Limits> limits) {}
