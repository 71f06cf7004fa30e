package io.ssalmuk.simulator.catalogue;

import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.Bucket;
import io.ssalmuk.simulator.quota.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The models that the simulator serves. */
public final class Catalogue {
    /** Readings of late 2026: samples, as Google publishes no table any more. */
    private static final String FREE =
            """
            gemini-3.5-flash                    gemini-3.5-flash                5/250000/20
            gemini-3.5-flash-lite               gemini-3.5-flash-lite           15/250000/500
            gemini-3-flash-preview              gemini-3-flash                  5/250000/20
            gemini-flash-latest                 gemini-3-flash                  5/250000/20
            gemini-flash-lite-latest            gemini-3.5-flash-lite           15/250000/500
            gemini-3.1-flash-lite               gemini-3.1-flash-lite           15/250000/500
            gemini-3.1-pro-preview              gemini-3.1-pro                  0/0/0
            gemini-3.1-pro-preview-customtools  gemini-3.1-pro                  0/0/0
            gemini-2.5-flash                    gemini-2.5-flash                5/250000/20
            gemini-2.5-flash-lite               gemini-2.5-flash-lite           10/250000/20
            gemini-2.5-pro                      gemini-2.5-pro                  2/125000/50
            gemini-2.5-flash-image-preview      gemini-2.5-flash-preview-image  0/0/0
            gemini-2.0-flash                    gemini-2.0-flash                15/1000000/1500
            gemini-2.0-flash-lite               gemini-2.0-flash-lite           15/1000000/1500
            gemma-3-27b-it                      gemma-3-27b                     30/15000/14400
            gemini-embedding-001                gemini-embedding-1.0            100/30000/1000
            gemini-embedding-2                  gemini-embedding-2              100/30000/1000
            """;

    /** The first paid tier's figures for a flash model stand for every paid model. */
    private static final Limits PAID = Limits.of(1_000, 1_000_000, 10_000);

    private static final Limits UNKNOWN = Limits.of(5, 250_000, 20);

    private final Map<String, ModelCard> cards = new ConcurrentSkipListMap<>();

    public Catalogue() {
        FREE.lines().map(Catalogue::read).forEach(card -> cards.put(card.name(), card));
    }

    public void add(String name, String bucket) {
        cards.put(name, new ModelCard(name, bucket, UNKNOWN));
    }

    public Optional<ModelCard> find(String name) {
        return Optional.ofNullable(cards.get(name));
    }

    public List<ModelCard> all() {
        return new ArrayList<>(cards.values());
    }

    /** The bucket that a model's quota is kept in; a bucket's own name stands for itself. */
    public String bucketOf(String nameOrBucket) {
        return find(nameOrBucket).map(ModelCard::bucket).orElse(nameOrBucket);
    }

    public Limits usualLimits(Bucket bucket) {
        if (bucket.project().tier() != Tier.FREE) {
            return PAID;
        }
        return cards.values().stream()
                .filter(card -> card.bucket().equals(bucket.model()))
                .findFirst()
                .map(ModelCard::freeLimits)
                .orElse(UNKNOWN);
    }

    private static ModelCard read(String line) {
        String[] columns = line.split(" +", 3);
        return new ModelCard(columns[0], columns[1], Limits.parse(columns[2]));
    }
}
