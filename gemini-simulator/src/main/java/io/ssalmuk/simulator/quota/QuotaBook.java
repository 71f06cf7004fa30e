package io.ssalmuk.simulator.quota;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Every bucket's meter, and the limits and rules that it goes by. */
public final class QuotaBook {
    /** Stands for every project, or for every model without an entry of its own. */
    public static final String ANY = "*";

    private final InstantSource clock;
    private final Function<Bucket, Limits> usual;
    private final LimitTable limits = new LimitTable();
    private final AtomicReference<QuotaRules> rules;
    private final Map<Bucket, BucketMeter> meters = new ConcurrentHashMap<>();
    private final Map<Bucket, OtherUse> others = new ConcurrentHashMap<>();

    /** The function says what limits a bucket has for which nothing was set. */
    public QuotaBook(InstantSource clock, QuotaRules rules, Function<Bucket, Limits> usual) {
        this.clock = clock;
        this.rules = new AtomicReference<>(rules);
        this.usual = usual;
    }

    public Verdict charge(Bucket bucket, Cost cost, Supplier<Mishap> mishaps) {
        var terms =
                new Terms(limitsOf(bucket), rules.get(), Optional.ofNullable(others.get(bucket)));
        return meters.computeIfAbsent(bucket, name -> new BucketMeter(name, clock))
                .charge(cost, terms, mishaps);
    }

    public void setLimits(String project, String model, Limits figures) {
        limits.put(project, model, figures);
    }

    public void changeRules(UnaryOperator<QuotaRules> change) {
        rules.updateAndGet(change);
    }

    public QuotaRules rules() {
        return rules.get();
    }

    /** From now on somebody else spends from the bucket too; none per minute ends it. */
    public void setOthers(Bucket bucket, long requestsPerMinute, boolean evenly) {
        others.put(bucket, new OtherUse(requestsPerMinute, evenly, clock.instant()));
    }

    public List<BucketReport> report() {
        return meters.entrySet().stream()
                .map(entry -> entry.getValue().report(limitsOf(entry.getKey())))
                .sorted(
                        Comparator.comparing(BucketReport::project)
                                .thenComparing(BucketReport::model))
                .toList();
    }

    /** Forgets what was spent and who else spends; limits and rules stay. */
    public void clear() {
        meters.clear();
        others.clear();
    }

    private Limits limitsOf(Bucket bucket) {
        return limits.find(bucket.project().id(), bucket.model())
                .orElseGet(() -> usual.apply(bucket));
    }

    /** What will go wrong with a call that is let through, and whether the quota is spent on it. */
    public record Mishap(Optional<String> name, boolean spends) {
        public static final Mishap NONE = new Mishap(Optional.empty(), true);
    }
}
