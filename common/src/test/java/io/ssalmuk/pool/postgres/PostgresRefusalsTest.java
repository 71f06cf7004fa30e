package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons.Drift;
import io.ssalmuk.quota.LeaseAnswer.Exhausted;
import io.ssalmuk.quota.LeaseAnswer.Reason;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Refusals that name tokens, or nothing, and those that come while limits are derived. */
class PostgresRefusalsTest implements QuotaScene {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public QuotaStore store() {
        return house.store();
    }

    private List<Permit> leased(long... sizes) {
        return QuotaScene.permits(lease(QuotaScene.sized(sizes)));
    }

    private Optional<Drift> tooManyTokens(Permit permit) {
        return house.lessons().refused(permit, Optional.of(Dimension.TPM));
    }

    @Test
    void aRefusalForTokensLowersThemToWhatWasLetThrough() {
        projects(1);
        tokens(1_000);
        var permits = leased(300, 300, 300);

        assertThat(tooManyTokens(permits.get(2)))
                .contains(new Drift("project-0", FLASH, 900, 1_000L, 600L));

        store().pass(QuotaStore.OCCUPIED);
        assertThat(leased(300, 300, 300)).hasSize(2);
    }

    @Test
    void tokensAreNeverLoweredBelowTheCallThatWasRefused() {
        projects(1);
        tokens(1_000);

        tooManyTokens(leased(700).getFirst());

        store().pass(QuotaStore.OCCUPIED);
        assertThat(leased(700)).hasSize(1);
    }

    @Test
    void aCallThatIsTooLargeForNowWaitsAndIsNotRefused() {
        projects(1);
        tokens(1_000);
        tooManyTokens(leased(300).getFirst());
        store().pass(QuotaStore.OCCUPIED);

        assertThat(lease(QuotaScene.sized(900)))
                .isInstanceOfSatisfying(
                        Exhausted.class, none -> assertThat(none.pause()).isPositive());
    }

    @Test
    void loweredTokensRiseByATwentiethAfterFiveCleanWindows() {
        projects(1);
        limits(new Limits(100, 1_000L, null));
        tooManyTokens(leased(600, 300).get(1));
        store().pass(QuotaStore.WINDOW.multipliedBy(5));
        assertThat(house.lessons().recover()).isOne();

        assertThat(leased(650)).hasSize(1);
        assertThat(leased(1)).isEmpty();
        store().pass(QuotaStore.WINDOW.multipliedBy(100));
        for (int n = 0; n < 7; n++) {
            assertThat(house.lessons().recover()).isOne();
            store().pass(QuotaStore.WINDOW.multipliedBy(5));
        }
        assertThat(house.lessons().recover()).isZero();
        assertThat(leased(1_000)).hasSize(1);
    }

    private Permit refusedForNothing(Duration age) {
        var permit = permit();
        store().pass(age);
        house.lessons().restLonger(permit, age, Duration.ZERO, "bare-429");
        return permit;
    }

    private void rests(long seconds) {
        isExhausted(Reason.COOLDOWN, Duration.ofSeconds(seconds));
        store().pass(Duration.ofSeconds(seconds));
    }

    @Test
    void refusalsThatSayNothingRestForTwiceAsLongEachTimeUpToMinutes() {
        projects(1);
        limit(1_000, null);
        for (long seconds : new long[] {15, 30, 60, 120, 240, 480, 480}) {
            refusedForNothing(SECOND);
            rests(seconds);
        }
    }

    @Test
    void refusalsOfCallsThatWereUnderWayTogetherCountAsOne() {
        projects(1);
        limit(1_000, null);
        var together = granted(3);
        store().pass(SECOND);
        together.forEach(
                permit -> house.lessons().restLonger(permit, SECOND, Duration.ZERO, "bare-429"));
        rests(15);
    }

    @Test
    void aCallThatIsLetThroughEndsTheRow() {
        projects(1);
        limit(1_000, null);
        refusedForNothing(SECOND);
        rests(15);
        var permit = permit();
        store().pass(SECOND);
        house.lessons().letThrough(permit, SECOND);

        refusedForNothing(SECOND);
        rests(15);
    }

    @Test
    void aHintIsObeyedAndNeverShortensARest() {
        projects(1);
        limit(1_000, null);
        var permit = permit();
        store().pass(SECOND);
        house.lessons().restLonger(permit, SECOND, Duration.ofSeconds(40), "bare-429");
        house.lessons().restLonger(permit, SECOND, SECOND, "bare-429");
        rests(40);
    }

    @Test
    void whatIsLoweredWhileLimitsAreDerivedStaysLowered() throws Exception {
        projects(1);
        limit(15, null);
        var permits = granted(10);

        try (var connection = house.store().database().dataSource().getConnection();
                var executor = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            house.lessons(jdbc).refused(permits.getFirst(), Optional.of(Dimension.RPM));
            var derived = executor.submit(() -> limit(20, null));
            awaitAStatementThatWaits();
            connection.commit();
            derived.get();
        }

        store().pass(QuotaStore.OCCUPIED);
        assertThat(granted(100)).hasSize(9);
    }

    private void awaitAStatementThatWaits() {
        await().until(() ->
                house.store()
                                .database()
                                .jdbc()
                                .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                .query(Integer.class)
                                .single()
                        > 0);
    }
}
