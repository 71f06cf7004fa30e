package io.ssalmuk.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.KeyPool.PoolMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The words in which the ledger's contracts are told. */
public interface QuotaScene {

    String FLASH = "gemini-flash";
    Instant NOON = Instant.parse("2026-03-01T20:00:00Z");
    PoolMode REAL = new PoolMode(false, false);

    QuotaStore store();

    @BeforeEach
    default void atNoon() {
        store().set(NOON);
    }

    default void projects(int count) {
        store().pool().merge(PooledKeys.projects(count), Tier.FREE, REAL);
    }

    default void limit(@Nullable Integer rpm, @Nullable Integer rpd) {
        limit(FLASH, rpm, rpd);
    }

    default void limit(String bucket, @Nullable Integer rpm, @Nullable Integer rpd) {
        var limits = new Limits(rpm, null, rpd);
        store().pool().limit(bucket, Tier.FREE, limits, LimitSource.CATALOGUE);
    }

    default void limits(Limits limits) {
        store().pool().limit(FLASH, Tier.FREE, limits, LimitSource.CATALOGUE);
    }

    /** So many input tokens in a minute, and as many requests as wanted. */
    default void tokens(long tpm) {
        limits(new Limits(null, tpm, null));
    }

    default LeaseAnswer lease(int wanted) {
        return lease(FLASH, 1, wanted);
    }

    /** So many calls that cost the same. */
    default LeaseAnswer lease(String bucket, int units, int wanted) {
        return store().ledger().lease(bucket, alike(units, wanted), wanted);
    }

    static List<Ask> alike(int units, int count) {
        return Collections.nCopies(count, new Ask(units, 10, false));
    }

    /** One call of each of these sizes, in this order. */
    static List<Ask> sized(long... tokens) {
        return Arrays.stream(tokens).mapToObj(size -> new Ask(1, size, false)).toList();
    }

    default LeaseAnswer lease(List<Ask> asks) {
        return store().ledger().lease(FLASH, asks, asks.size());
    }

    /** The positions of those that were granted a permit. */
    default Set<Integer> served(long... tokens) {
        return lease(sized(tokens)) instanceof LeaseAnswer.Granted(var permits)
                ? permits.keySet()
                : Set.of();
    }

    default List<Permit> granted(int wanted) {
        return permits(lease(wanted));
    }

    /** None where the answer is no. */
    static List<Permit> permits(LeaseAnswer answer) {
        return answer instanceof LeaseAnswer.Granted(var permits)
                ? List.copyOf(new TreeMap<>(permits).values())
                : List.of();
    }

    default Permit permit() {
        var permits = granted(1);
        assertThat(permits).hasSize(1);
        return permits.getFirst();
    }

    default void isExhausted(LeaseAnswer.Reason why, Duration pause) {
        assertThat(lease(1)).isEqualTo(new LeaseAnswer.Exhausted(why, pause));
    }

    static Map<ProjectId, Long> byProject(Collection<Permit> permits) {
        return permits.stream()
                .map(Permit::project)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
