package io.ssalmuk.catalogue;

import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The dated list of models that ships with Ssalmuk: a starting point, which others may correct. */
public final class Catalogue {

    /**
     * The bucket of counting tokens, for whichever model: Google keeps it apart from the quota of
     * generating.
     */
    public static final String COUNT_TOKENS = "count-tokens";

    private static final String RESOURCE = "catalogue.json";

    private final List<ModelEntry> models;
    private final Map<String, ModelEntry> byName = new LinkedHashMap<>();

    Catalogue(List<ModelEntry> models) {
        this.models = List.copyOf(models);
        models.forEach(model -> model.names().forEach(name -> byName.put(name, model)));
    }

    /** Reads the catalogue on the class path. */
    public static Catalogue shipped() {
        try (var in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            return new Catalogue(JsonMapper.shared().readValue(in, Shipped.class).models());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<ModelEntry> models() {
        return models;
    }

    /** Every model name with the bucket that it draws from. */
    public Map<String, String> buckets() {
        var buckets = new LinkedHashMap<String, String>();
        byName.forEach((name, model) -> buckets.put(name, model.bucket()));
        return buckets;
    }

    /** The bucket that a model name draws from, if the catalogue has it. */
    public Optional<String> bucketOf(String model) {
        return Optional.ofNullable(byName.get(model)).map(ModelEntry::bucket);
    }

    /**
     * What the catalogue allows a project of this tier: its own entry, else that of the next tier
     * below, for paying never takes quota away. Empty where it says nothing at all.
     */
    public Optional<Limits> limits(String bucket, Tier tier) {
        return models.stream()
                .filter(model -> model.bucket().equals(bucket))
                .findFirst()
                .flatMap(model -> downFrom(tier, model.limits()));
    }

    private static Optional<Limits> downFrom(Tier tier, Map<String, Limits> limits) {
        return Arrays.stream(Tier.values())
                .filter(other -> other.compareTo(tier) <= 0)
                .sorted(Comparator.reverseOrder())
                .map(other -> Optional.ofNullable(limits.get(other.text())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private record Shipped(String dated, String source, List<ModelEntry> models) {}
}
