package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons.Drift;
import io.ssalmuk.pool.Projects.Wish;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refusals teach, as the ledger then counts by it. */
class PostgresPoolLessonsTest implements QuotaScene {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public QuotaStore store() {
        return house.store();
    }

    private boolean learn(Permit permit, Dimension dimension, long value) {
        return house.lessons().learn(permit, dimension, value, Duration.ZERO);
    }

    /** As many as leave at once, when nothing is occupied. */
    private int capacity() {
        store().pass(QuotaStore.OCCUPIED);
        return granted(1_000).size();
    }

    @Test
    void aLearnedLimitCountsForItsProjectAtOnce() {
        projects(2);
        limit(15, null);

        assertThat(learn(permit(), Dimension.RPM, 5)).isTrue();

        assertThat(capacity()).isEqualTo(20);
        assertThat(house.accounts(FLASH))
                .extracting(account -> account.minute().source())
                .containsExactlyInAnyOrder("learned", "catalogue");
    }

    @ParameterizedTest
    @CsvSource({"RPM, 5", "TPM, 1000", "RPD, 7"})
    void eachDimensionIsLearnedByItself(Dimension dimension, long value) {
        projects(1);
        limit(15, 100);

        assertThat(learn(permit(), dimension, value)).isTrue();

        var account = house.accounts(FLASH).getFirst();
        assertThat(
                        Map.of(
                                "rpm", account.minute().source(),
                                "tpm", account.tokens().source(),
                                "rpd", account.day().source()))
                .containsEntry(dimension.text(), "learned")
                .containsValue("catalogue");
    }

    @Test
    void whatIsBelievedAlreadyTeachesNothing() {
        projects(1);
        limit(15, null);

        assertThat(learn(permit(), Dimension.RPM, 15)).isFalse();
        assertThat(learn(permit(), Dimension.RPM, 5)).isTrue();
        assertThat(learn(permit(), Dimension.RPM, 5)).isFalse();
    }

    @Test
    void aRefusalOfACallThatLeftBeforeTheLastLessonIsStale() {
        projects(1);
        limit(15, null);
        var permit = permit();
        learn(permit, Dimension.RPM, 5);
        store().pass(Duration.ofSeconds(5));

        assertThat(house.lessons().learn(permit, Dimension.RPM, 10, Duration.ofSeconds(10)))
                .isFalse();
        assertThat(house.lessons().learn(permit, Dimension.RPM, 10, Duration.ofSeconds(1)))
                .isTrue();
    }

    @Test
    void aRefusalLowersTheWorkingLimitToWhatWasLetThrough() {
        projects(1);
        limit(15, null);
        var permits = granted(15);

        for (int n = 0; n < 8; n++) {
            house.lessons().refused(permits.get(n), Optional.of(Dimension.RPM));
        }

        assertThat(capacity()).isEqualTo(7);
        assertThat(house.accounts(FLASH).getFirst().minute().limit()).isEqualTo(15);
        assertThat(house.accounts(FLASH).getFirst().working()).isEqualTo(7);
    }

    @Test
    void aRefusalTellsWhatTheLedgerThought() {
        projects(1);
        limit(15, null);
        var permits = granted(10);

        assertThat(house.lessons().refused(permits.getFirst(), Optional.of(Dimension.RPM)))
                .contains(new Drift("project-0", FLASH, 10, 15L, 9L));
        assertThat(house.lessons().refused(permits.getFirst(), Optional.empty()))
                .contains(new Drift("project-0", FLASH, 10, 15L, 9L));
    }

    @Test
    void theWorkingLimitIsNeverLessThanOne() {
        projects(1);
        limit(15, null);
        var permit = permit();

        house.lessons().refused(permit, Optional.of(Dimension.RPM));
        house.lessons().refused(permit, Optional.of(Dimension.RPM));

        assertThat(capacity()).isOne();
    }

    @Test
    void theWorkingLimitRisesByOneAfterFiveCleanWindowsUpToTheLimit() {
        projects(1);
        limit(3, null);
        house.lessons().refused(granted(2).getFirst(), Optional.of(Dimension.RPM));
        assertThat(capacity()).isOne();

        assertThat(house.lessons().recover()).isZero();
        store().pass(QuotaStore.WINDOW.multipliedBy(5));
        assertThat(house.lessons().recover()).isOne();
        assertThat(house.lessons().recover()).isZero();
        assertThat(capacity()).isEqualTo(2);

        store().pass(QuotaStore.WINDOW.multipliedBy(5));
        assertThat(house.lessons().recover()).isOne();
        store().pass(QuotaStore.WINDOW.multipliedBy(50));
        assertThat(house.lessons().recover()).isZero();
        assertThat(capacity()).isEqualTo(3);
    }

    @Test
    void aLimitThatIsLearnedWhileLessWorksKeepsTheLess() {
        projects(1);
        limit(15, null);
        var permits = granted(4);
        house.lessons().refused(permits.getFirst(), Optional.of(Dimension.RPM));

        learn(permits.getFirst(), Dimension.RPM, 10);
        assertThat(capacity()).isEqualTo(3);

        learn(permits.getFirst(), Dimension.RPM, 2);
        assertThat(capacity()).isEqualTo(2);
    }

    @Test
    void aBucketThatMayNotBeUsedRestsForADayAndThenOneCallLooks() {
        projects(1);
        limit(15, null);

        house.lessons().unsupported(permit(), Duration.ofDays(1), "limit-0");
        store().pass(Duration.ofHours(23));
        assertThat(granted(15)).isEmpty();
        store().pass(AN_HOUR);
        assertThat(granted(15)).hasSize(1);

        store().pass(Duration.ofSeconds(30));
        assertThat(house.lessons().recover()).isOne();
        assertThat(granted(15)).hasSize(14);
    }

    @Test
    void aProjectThatMayCallNothingLooksWithOneCallAnHourAndGoesOnWithAllWhenItMay() {
        projects(1);
        limit(15, null);
        limit("gemini-pro", 10, null);

        house.lessons().stop(permit(), AN_HOUR, "prepay");
        store().pass(Duration.ofMinutes(59));
        assertThat(granted(15)).isEmpty();
        store().pass(Duration.ofMinutes(1));

        var probe = granted(15);
        assertThat(probe).hasSize(1);
        house.lessons().stop(probe.getFirst(), AN_HOUR, "prepay");
        assertThat(house.lessons().recover()).isZero();
        store().pass(AN_HOUR);
        assertThat(granted(15)).hasSize(1);
        assertThat(pro()).isZero();

        store().pass(Duration.ofSeconds(30));
        assertThat(house.lessons().recover()).isPositive();
        assertThat(granted(15)).hasSize(14);
        assertThat(pro()).isEqualTo(10);
    }

    /** What the other bucket has room for, by the report. */
    private long pro() {
        var account = house.accounts("gemini-pro").getFirst();
        var left = Optional.ofNullable(account.minute().remaining());
        return account.restsUntil() == null ? left.orElse(1_000L) : 0;
    }

    @Test
    void theAdministratorEndsAStopAtOnce() {
        projects(1);
        limit(15, null);
        house.lessons().stop(permit(), AN_HOUR, "prepay");

        var project = house.projects().named("project-0").orElseThrow();
        assertThat(project.stopped()).isEqualTo("prepay");
        var on = new Wish(Optional.empty(), Optional.empty(), Optional.of(true));
        assertThat(PoolHouse.done(house.projects().change(project.id(), on, PoolHouse.ADMIN)))
                .matches(back -> back.stopped() == null);

        assertThat(granted(100)).hasSize(14);
    }

    @Test
    void aBucketThatIsLearnedHasTheLimitsOfTheOneThatItStandsFor() {
        projects(2);
        limit("gemini-flash-latest", 15, null);

        assertThat(house.lessons().alias("gemini-flash-latest", FLASH, "gemini-flash-latest"))
                .isTrue();
        assertThat(house.lessons().alias("gemini-flash-latest", FLASH, "gemini-flash-latest"))
                .isFalse();

        assertThat(house.aliases().all()).isEqualTo(Map.of("gemini-flash-latest", FLASH));
        assertThat(capacity()).isEqualTo(30);
    }

    @Test
    void aBucketOfNobodyStartsWithTheFallback() {
        projects(1);
        house.lessons().alias("gemini-x", FLASH, "unheard-of");
        assertThat(capacity()).isEqualTo(5);
    }

    @Test
    void theOperatorsAliasIsNotUnlearned() {
        projects(1);
        house.aliases().set("gemini-x", Optional.of("gemini-y"), PoolHouse.ADMIN);
        assertThat(house.lessons().alias("gemini-x", FLASH, "gemini-y")).isFalse();
        assertThat(List.copyOf(house.aliases().all().values())).containsExactly("gemini-y");
    }
}
