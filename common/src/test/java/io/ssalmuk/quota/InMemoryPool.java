package io.ssalmuk.quota;

import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Projects and keys that are gone with the test. */
public final class InMemoryPool implements KeyPool {

    private static final String EVERY_MODEL = "*";

    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final TreeMap<Long, Key> keys = new TreeMap<>();
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private final Map<Of, BucketLimits> catalogue = new LinkedHashMap<>();
    private final Map<String, Limits> operator = new LinkedHashMap<>();

    private enum State {
        ACTIVE,
        DISABLED,
        QUARANTINED
    }

    private record Project(ProjectId id, Tier tier, boolean simulated) {}

    private record Key(ProjectId project, SealedKey sealed, State state) {

        boolean active() {
            return state == State.ACTIVE;
        }

        Key in(State next) {
            return new Key(project, sealed, next);
        }
    }

    record Bucket(long id, ProjectId project, String name, Limits limits, LimitSource source) {}

    private record Of(String bucket, Tier tier) {}

    @Override
    public synchronized void merge(Collection<PooledKey> named, Tier tier, PoolMode mode) {
        if (mode.exclusive()) {
            var prints = named.stream().map(PooledKey::key).collect(Collectors.toSet());
            keys.replaceAll((_, key) -> prints.contains(key.sealed()) ? key : left(key));
        }
        named.forEach(key -> merge(key, project(key.project(), tier, mode)));
    }

    private static Key left(Key key) {
        return key.active() ? key.in(State.DISABLED) : key;
    }

    private ProjectId project(String name, Tier tier, PoolMode mode) {
        var known = projects.get(name);
        var project =
                known == null
                        ? new Project(new ProjectId(projects.size() + 1), tier, mode.simulated())
                        : new Project(known.id(), tier, known.simulated());
        projects.put(name, project);
        return project.id();
    }

    private void merge(PooledKey named, ProjectId project) {
        var known =
                keys.entrySet().stream()
                        .filter(key -> key.getValue().sealed().equals(named.key()))
                        .findFirst();
        var state =
                known.filter(key -> key.getValue().state() == State.QUARANTINED).isPresent()
                        ? State.QUARANTINED
                        : State.ACTIVE;
        long id = known.map(Map.Entry::getKey).orElse(keys.size() + 1L);
        keys.put(id, new Key(project, named.key(), state));
    }

    @Override
    public synchronized void limits(Collection<BucketLimits> limits) {
        limits.forEach(said -> catalogue.put(new Of(said.bucket(), said.tier()), said));
        derive();
    }

    @Override
    public synchronized void operatorLimits(Map<String, Limits> words) {
        operator.putAll(words);
        words.keySet().stream().filter(bucket -> !bucket.equals(EVERY_MODEL)).forEach(this::ensure);
        derive();
    }

    private void ensure(String bucket) {
        for (var tier : Tier.values()) {
            var start = new BucketLimits(bucket, tier, Limits.FALLBACK, LimitSource.FALLBACK);
            catalogue.putIfAbsent(new Of(bucket, tier), start);
        }
    }

    @Override
    public synchronized void forgetOperatorLimits() {
        operator.clear();
        derive();
    }

    private void derive() {
        projects.values()
                .forEach(project ->
                        catalogue.values().stream()
                                .filter(said -> said.tier() == project.tier())
                                .forEach(said -> derive(project.id(), said)));
    }

    private void derive(ProjectId project, BucketLimits said) {
        var every = operator.get(said.bucket().equals("count-tokens") ? "" : EVERY_MODEL);
        var word = operator.getOrDefault(said.bucket(), every);
        long id =
                buckets.values().stream()
                        .filter(b -> b.name().equals(said.bucket()) && b.project().equals(project))
                        .map(Bucket::id)
                        .findFirst()
                        .orElse(buckets.size() + 1L);
        buckets.put(
                id,
                word == null
                        ? new Bucket(id, project, said.bucket(), said.limits(), said.source())
                        : new Bucket(id, project, said.bucket(), word, LimitSource.OPERATOR));
    }

    @Override
    public synchronized Optional<SealedKey> find(KeyId key) {
        return Optional.ofNullable(keys.get(key.value())).filter(Key::active).map(Key::sealed);
    }

    @Override
    public synchronized void quarantine(KeyId key, String reason) {
        keys.computeIfPresent(key.value(), (_, k) -> k.active() ? k.in(State.QUARANTINED) : k);
    }

    @Override
    public synchronized Set<String> buckets() {
        return buckets.values().stream().map(Bucket::name).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<PoolSize> size() {
        return Stream.of(false, true).map(this::size).filter(size -> size.keys() > 0).toList();
    }

    private PoolSize size(boolean simulated) {
        var active = keys.values().stream().filter(k -> k.active() && of(k.project(), simulated));
        var perProject = active.collect(Collectors.groupingBy(Key::project, Collectors.counting()));
        long all = perProject.values().stream().mapToLong(Long::longValue).sum();
        return new PoolSize(simulated, perProject.size(), (int) all);
    }

    private boolean of(ProjectId id, boolean simulated) {
        return projects.values().stream()
                .anyMatch(project -> project.id().equals(id) && project.simulated() == simulated);
    }

    /** The buckets of this name whose project has an active key. */
    synchronized Stream<Bucket> buckets(String name, boolean simulated) {
        return List.copyOf(buckets.values()).stream()
                .filter(bucket -> bucket.name().equals(name) && of(bucket.project(), simulated))
                .filter(bucket -> !active(bucket.project()).isEmpty());
    }

    /** A project's keys take turns. */
    synchronized KeyId key(ProjectId project, long turn) {
        var active = active(project);
        return new KeyId(active.get((int) (turn % active.size())));
    }

    private List<Long> active(ProjectId project) {
        return keys.entrySet().stream()
                .filter(key -> key.getValue().active())
                .filter(key -> key.getValue().project().equals(project))
                .map(Map.Entry::getKey)
                .toList();
    }
}
