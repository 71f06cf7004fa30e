package io.ssalmuk.catalogue;

import io.ssalmuk.quota.Limits;
import java.util.List;
import java.util.Map;

/**
 * One model family of the catalogue.
 *
 * @param bucket the name by which Google's quota system counts it
 * @param names the model names that draw from this bucket
 * @param methods the upstream methods that it serves
 * @param limits by tier, as {@code free} or {@code tier-1}
 */
public record ModelEntry(
        String bucket, List<String> names, List<String> methods, Map<String, Limits> limits) {}
