package io.ssalmuk.pool;

import static java.util.stream.Collectors.toMap;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names that are gone with the test. */
public final class InMemoryAliases implements Aliases {

    /** The later counts. */
    private static final List<String> SOURCES = List.of("catalogue", "learned", "operator");

    private final Map<String, Map<String, String>> bySource =
            new TreeMap<>(Comparator.comparingInt(SOURCES::indexOf));

    /** As a refusal does. */
    public void learn(String model, String bucket) {
        of("learned").put(model, bucket);
    }

    private Map<String, String> of(String source) {
        return bySource.computeIfAbsent(source, _ -> new TreeMap<>());
    }

    @Override
    public Map<String, String> all() {
        return list().stream().collect(toMap(Alias::model, Alias::bucket));
    }

    @Override
    public List<Alias> list() {
        var all = new TreeMap<String, Alias>();
        bySource.forEach((source, names) ->
                names.forEach((model, bucket) -> all.put(model, new Alias(model, bucket, source))));
        return List.copyOf(all.values());
    }

    @Override
    public void seed(Map<String, String> buckets) {
        of("catalogue").clear();
        of("catalogue").putAll(buckets);
    }

    @Override
    public void set(String model, Optional<String> bucket, Actor actor) {
        of("operator").remove(model);
        bucket.ifPresentOrElse(
                to -> of("operator").put(model, to), () -> of("learned").remove(model));
    }
}
