package io.ssalmuk.api.submit;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.catalogue.ModelEntry;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.pool.Aliases;
import io.ssalmuk.quota.KeyPool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The catalogue's models, and those for which a project has a bucket: the operator named them. */
@Component
final class CataloguedModels implements Models {

    private static final String PREFIX = "models/";

    /** How soon a model that the operator named is known. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Catalogue catalogue;
    private final Memo<Boolean, Set<String>> buckets;
    private final Memo<Boolean, Map<String, String>> aliases;

    CataloguedModels(Catalogue catalogue, KeyPool pool, Aliases aliases, InstantSource clock) {
        this.catalogue = catalogue;
        this.aliases = new Memo<>(_ -> aliases.all(), REMEMBERED, clock);
        this.buckets = new Memo<>(_ -> pool.buckets(), REMEMBERED, clock);
    }

    @Override
    public Lookup find(String named, JobMethod method) {
        var name = named.startsWith(PREFIX) ? named.substring(PREFIX.length()) : named;
        return entry(name)
                .map(entry -> ofEntry(name, entry, method))
                .orElseGet(() -> ofPool(name, method));
    }

    private Optional<ModelEntry> entry(String name) {
        return catalogue.models().stream()
                .filter(model -> model.names().contains(name))
                .findFirst();
    }

    private Lookup ofEntry(String name, ModelEntry entry, JobMethod method) {
        return entry.methods().contains(method.text())
                ? new Lookup.Found(new KnownModel(name, bucket(drawsFrom(name, entry), method)))
                : new Lookup.Unable(able(method));
    }

    /** What was learned or said of the name since the catalogue was written counts before it. */
    private String drawsFrom(String name, ModelEntry entry) {
        return aliases.get(true).getOrDefault(name, entry.bucket());
    }

    /** Counting tokens draws from no model's quota. */
    private static String bucket(String own, JobMethod method) {
        return switch (method) {
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT, BATCH_EMBED_CONTENTS -> own;
            case COUNT_TOKENS -> Catalogue.COUNT_TOKENS;
        };
    }

    private Lookup ofPool(String name, JobMethod method) {
        var named = namedByOperator();
        if (named.contains(name)) {
            var bucket = aliases.get(true).getOrDefault(name, name);
            return new Lookup.Found(new KnownModel(name, bucket(bucket, method)));
        }
        var known = able(method);
        known.addAll(named);
        return new Lookup.Unknown(known);
    }

    /** Those buckets that are not the catalogue's, whose names are no models' names. */
    private Set<String> namedByOperator() {
        var named = new TreeSet<>(buckets.get(true));
        named.addAll(unlisted());
        catalogue.models().forEach(model -> named.remove(model.bucket()));
        return named;
    }

    /** Models that the catalogue lacks, and of which somebody said where they draw from. */
    private Set<String> unlisted() {
        var unlisted = new TreeSet<>(aliases.get(true).keySet());
        catalogue.models().forEach(model -> unlisted.removeAll(model.names()));
        return unlisted;
    }

    @Override
    public List<OfferedModel> offered() {
        return Stream.concat(
                        catalogue.models().stream()
                                .filter(model -> !model.names().isEmpty())
                                .map(OfferedModel::of),
                        namedByOperator().stream().map(OfferedModel::named))
                .toList();
    }

    private Collection<String> able(JobMethod method) {
        var names = new TreeSet<String>();
        catalogue.models().stream()
                .filter(model -> model.methods().contains(method.text()))
                .forEach(model -> names.addAll(model.names()));
        return names;
    }
}
