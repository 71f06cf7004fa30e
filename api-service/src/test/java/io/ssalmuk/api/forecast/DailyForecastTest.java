package io.ssalmuk.api.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.InMemoryPool;
import io.ssalmuk.quota.InMemoryQuota;
import io.ssalmuk.quota.InMemoryQuotaSupply;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.QuotaSupply;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.quota.postgres.PostgresQuotaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day's quota is used up; what waits goes on at the next Pacific midnight, and is told so. */
class DailyForecastTest {

    private static final String BUCKET = JobRequests.FLASH.bucket();
    private static final int PROJECTS = 3;
    private static final Duration A_CALL = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryJobs jobs = new InMemoryJobs(new InMemoryBoots(clock), clock);

    private final class Day {

        private final QuotaLedger ledger;
        private final QuotaSupply supply;
        private final Consumer<Instant> ledgerClock;

        Day(KeyPool pool, QuotaLedger ledger, QuotaSupply supply, Consumer<Instant> ledgerClock) {
            this.ledger = ledger;
            this.supply = supply;
            this.ledgerClock = ledgerClock;
            pool.merge(PooledKeys.projects(PROJECTS), Tier.FREE, new PoolMode(false, false));
            pool.limit(BUCKET, Tier.FREE, new Limits(15, null, 20), LimitSource.CATALOGUE);
        }

        void set(Instant now) {
            clock.set(now);
            ledgerClock.accept(now);
        }

        List<Permit> leave() {
            var asks = Collections.nCopies(100, new Ask(1, 1, false));
            return ledger.lease(BUCKET, asks, 100) instanceof LeaseAnswer.Granted(var permits)
                    ? List.copyOf(permits.values())
                    : List.of();
        }

        /** Of so many jobs that come now. */
        List<Instant> forecasts(int count) {
            var forecasting =
                    new ReadForecasts(
                            supply,
                            jobs.lineups(),
                            () -> Map.of(BUCKET, A_CALL),
                            clock,
                            Runnable::run);
            var etas = new ArrayList<Instant>();
            for (var job : JobRequests.jobs(JobRequests.client(), count)) {
                jobs.accept(List.of(job));
                var eta = forecasting.accepted(job).orElseThrow().eta();
                etas.add(Objects.requireNonNull(eta));
            }
            return etas;
        }

        void aDayPasses(Instant midnight, Instant next) {
            set(midnight.plus(Duration.ofHours(1)));
            var left = new ArrayList<>(leave());
            for (int window = 0; window < 5; window++) {
                set(clock.instant().plus(QuotaStore.OCCUPIED));
                left.addAll(leave());
            }
            Map<ProjectId, Long> byProject =
                    left.stream()
                            .collect(Collectors.groupingBy(Permit::project, Collectors.counting()));
            assertThat(byProject.values()).hasSize(PROJECTS).containsOnly(20L);

            // 45 at midnight, 15 a window later, and then the day is used up again.
            var etas = forecasts(61);
            assertThat(etas.subList(0, 45)).containsOnly(next.plus(A_CALL));
            assertThat(etas.subList(45, 60))
                    .allMatch(eta ->
                            Duration.between(next.plus(QuotaStore.OCCUPIED), eta.minus(A_CALL))
                                            .abs()
                                            .toSeconds()
                                    < 1);
            assertThat(etas.getLast()).isAfter(next.plus(Duration.ofHours(22)));

            set(next.minusMillis(1));
            assertThat(leave()).isEmpty();
            set(next);
            assertThat(leave()).hasSize(45);
        }
    }

    private static final String SPRING = "2027-03-14T08:00:00Z, 2027-03-15T07:00:00Z";
    private static final String AUTUMN = "2027-11-07T07:00:00Z, 2027-11-08T08:00:00Z";
    private static final String ORDINARY = "2027-07-01T07:00:00Z, 2027-07-02T07:00:00Z";

    @ParameterizedTest
    @CsvSource({SPRING, AUTUMN, ORDINARY})
    void byTheFake(Instant midnight, Instant next) {
        var pool = new InMemoryPool();
        var ledger = new InMemoryQuota(pool, false, clock, () -> 0);

        new Day(pool, ledger, new InMemoryQuotaSupply(ledger), clock::set)
                .aDayPasses(midnight, next);
    }

    @ParameterizedTest
    @CsvSource({SPRING, AUTUMN})
    void byPostgres(Instant midnight, Instant next) {
        try (var store = new PostgresQuotaStore()) {
            new Day(store.pool(), store.ledger(), store.supply(), store::set)
                    .aDayPasses(midnight, next);
        }
    }
}
