package io.ssalmuk.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.KeyPool.PoolMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    default LeaseAnswer lease(int wanted) {
        return store().ledger().lease(FLASH, 1, wanted);
    }

    default List<Permit> granted(int wanted) {
        return permits(lease(wanted));
    }

    /** None where the answer is no. */
    static List<Permit> permits(LeaseAnswer answer) {
        return answer instanceof LeaseAnswer.Granted(var permits) ? permits : List.of();
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
