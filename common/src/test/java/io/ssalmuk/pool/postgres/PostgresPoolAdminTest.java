package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.CallTally.Count;
import io.ssalmuk.pool.CallTally.Sum;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.GeminiKeys;
import io.ssalmuk.pool.GeminiKeys.NewKey;
import io.ssalmuk.pool.GeminiKeys.StoredKey;
import io.ssalmuk.pool.OperatorWords.Said;
import io.ssalmuk.pool.Projects.Change;
import io.ssalmuk.pool.Projects.Wish;
import io.ssalmuk.pool.QuotaReport;
import io.ssalmuk.pool.QuotaReport.Filter;
import io.ssalmuk.pool.QuotaReport.Position;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the administrator changes, as the ledger then counts by it. */
class PostgresPoolAdminTest implements QuotaScene {

    private static final Optional<ProjectId> ALL = Optional.empty();

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public QuotaStore store() {
        return house.store();
    }

    private int capacity() {
        store().pass(QuotaStore.OCCUPIED);
        return granted(1_000).size();
    }

    private void say(String bucket, Optional<ProjectId> project, Said rpm) {
        house.words().say(bucket, project, Map.of(Dimension.RPM, rpm), PoolHouse.ADMIN);
    }

    private static NewKey key(String project, String key) {
        return new NewKey(project, "name of " + key, PooledKeys.key(project, key).key());
    }

    private List<StoredKey> add(NewKey... keys) {
        return house.keys().add(List.of(keys), Tier.FREE, PoolHouse.ADMIN);
    }

    @Test
    void theMoreParticularWordCounts() {
        projects(2);
        limit(15, null);
        var one = house.projects().named("project-0").map(p -> p.id());

        say("*", ALL, new Said.AtMost(1));
        assertThat(capacity()).isEqualTo(2);
        say("*", one, new Said.AtMost(2));
        assertThat(capacity()).isEqualTo(3);
        say(FLASH, ALL, new Said.AtMost(10));
        assertThat(capacity()).isEqualTo(20);
        say(FLASH, one, new Said.Unlimited());
        assertThat(capacity()).isEqualTo(1_000);
        say(FLASH, one, new Said.TakenBack());
        say(FLASH, ALL, new Said.TakenBack());
        assertThat(capacity()).isEqualTo(3);
    }

    @Test
    void whatIsTakenBackLeavesTheNextSource() {
        projects(1);
        limit(15, null);
        house.lessons().learn(permit(), Dimension.RPM, 5, Duration.ZERO);
        say(FLASH, ALL, new Said.AtMost(30));
        assertThat(capacity()).isEqualTo(30);
        say(FLASH, ALL, new Said.TakenBack());
        assertThat(capacity()).isEqualTo(5);
    }

    @Test
    void aWordAtRunTimeCountsMoreThanThatOfTheStart() {
        projects(1);
        store().pool().limit(FLASH, Tier.FREE, new Limits(7, null, null), LimitSource.OPERATOR);
        say("*", ALL, new Said.AtMost(9));
        assertThat(capacity()).isEqualTo(9);
        assertThat(house.words().list()).hasSize(4);
    }

    @Test
    void aWordMakesAModelKnownToEveryProject() {
        projects(2);
        say(FLASH, house.projects().named("project-0").map(p -> p.id()), new Said.AtMost(9));
        assertThat(capacity()).isEqualTo(14);
    }

    @Test
    void aWordEndsTheRestOfWhatMayNotBeUsed() {
        projects(1);
        limit(15, null);
        house.lessons().unsupported(permit(), Duration.ofDays(1), "limit-0");
        say(FLASH, ALL, new Said.AtMost(12));
        assertThat(capacity()).isEqualTo(12);
    }

    @Test
    void aNewProjectHasTheBucketsOfAllModels() {
        projects(1);
        limit(15, null);
        add(key("new", "n"));
        assertThat(capacity()).isEqualTo(30);
        assertThat(house.projects().create("new", Tier.FREE, false, PoolHouse.ADMIN))
                .isEqualTo(new Change.NameTaken());
    }

    @Test
    void aTierChangesTheLimitsAtOnceAndTheEnvironmentDoesNotChangeItBack() {
        projects(1);
        limit(15, null);
        store().pool()
                .limit(FLASH, Tier.TIER_1, new Limits(100, null, null), LimitSource.CATALOGUE);
        var id = house.projects().named("project-0").orElseThrow().id();
        var tier = new Wish(Optional.empty(), Optional.of(Tier.TIER_1), Optional.empty());

        PoolHouse.done(house.projects().change(id, tier, PoolHouse.ADMIN));
        assertThat(capacity()).isEqualTo(100);

        projects(1);
        assertThat(capacity()).isEqualTo(100);
    }

    @Test
    void aProjectThatIsOffLeasesNothingUntilItIsOn() {
        projects(1);
        limit(15, null);
        var id = house.projects().named("project-0").orElseThrow().id();
        house.projects().change(id, active(false), PoolHouse.ADMIN);
        assertThat(capacity()).isZero();
        projects(1);
        assertThat(capacity()).isZero();
        house.projects().change(id, active(true), PoolHouse.ADMIN);
        assertThat(capacity()).isEqualTo(15);
    }

    private static Wish active(boolean on) {
        return new Wish(Optional.empty(), Optional.empty(), Optional.of(on));
    }

    @Test
    void aProjectThatComesBackHasItsDayStill() {
        projects(1);
        limit(null, 20);
        assertThat(granted(15)).hasSize(15);
        var id = house.projects().named("project-0").orElseThrow().id();

        assertThat(house.projects().remove(id, PoolHouse.ADMIN)).isTrue();
        assertThat(house.projects().remove(id, PoolHouse.ADMIN)).isFalse();
        assertThat(granted(15)).isEmpty();
        add(key("project-0", "again"));

        assertThat(granted(100)).hasSize(5);
    }

    @Test
    void keysAreAddedMovedTurnedOffAndRemoved() {
        projects(1);
        limit(15, null);
        var added = add(key("one", "a"), key("one", "b"), key("two", "c"));
        assertThat(added).extracting(StoredKey::state).containsOnly("active");
        assertThat(capacity()).isEqualTo(45);

        var two = house.projects().named("two").map(p -> p.id());
        change(added.get(0), new GeminiKeys.Wish(Optional.of("x"), two, Optional.empty()));
        change(added.get(1), new GeminiKeys.Wish(Optional.empty(), two, Optional.of(false)));
        assertThat(capacity()).isEqualTo(30);
        assertThat(house.keys().list(two, 0, 10))
                .extracting(StoredKey::name, StoredKey::state)
                .hasSize(3);

        added.forEach(key -> house.keys().remove(key.id(), PoolHouse.ADMIN));
        assertThat(capacity()).isEqualTo(15);
        assertThat(house.keys().remove(added.getFirst().id(), PoolHouse.ADMIN)).isFalse();
    }

    private void change(StoredKey key, GeminiKeys.Wish wish) {
        assertThat(house.keys().change(key.id(), wish, PoolHouse.ADMIN)).isPresent();
    }

    @Test
    void whatTheAdministratorDidToAKeyOutlivesAStart() {
        projects(2);
        limit(15, null);
        var key = house.keys().list(Optional.empty(), 0, 1).getFirst();
        change(key, new GeminiKeys.Wish(Optional.empty(), Optional.empty(), Optional.of(false)));
        projects(2);
        assertThat(capacity()).isEqualTo(15);
    }

    @Test
    void thousandsOfKeysAreAddedAtOnce() {
        limit(15, null);
        var many = IntStream.range(0, 3_000).mapToObj(n -> key("p" + n, "k" + n)).toList();
        assertThat(house.keys().add(many, Tier.FREE, PoolHouse.ADMIN)).hasSize(3_000);
        assertThat(house.accounts(FLASH)).hasSize(1_000);
        var next = new Position(house.accounts(FLASH).getLast().projectId(), FLASH);
        assertThat(house.report().page(new Filter(Optional.empty(), Optional.of(FLASH)), next, 5))
                .hasSize(5);
    }

    @Test
    void theReportShowsWhatIsTaken() {
        projects(1);
        limits(new Limits(15, 1_000L, 20));
        granted(4);
        store().pass(Duration.ofSeconds(10));
        granted(2);

        var account = house.report().inUse(10).getFirst();

        assertThat(account.minute().used()).isEqualTo(4);
        assertThat(account.minute().reserved()).isEqualTo(2);
        assertThat(account.minute().remaining()).isEqualTo(9);
        assertThat(account.tokens()).isEqualTo(new QuotaReport.Meter(1_000L, "catalogue", 40, 20));
        assertThat(account.tokens().remaining()).isEqualTo(940);
        assertThat(account.day().remaining()).isEqualTo(14);
        assertThat(account.minuteResetsAt()).isEqualTo(NOON.plus(QuotaStore.OCCUPIED));
        assertThat(account.dayResetsAt()).isEqualTo("2026-03-02T08:00:00Z");
    }

    @Test
    void whatHasComeFreeIsTakenNoLonger() {
        projects(1);
        limits(new Limits(15, 1_000L, 20));
        granted(4);
        store().pass(QuotaStore.OCCUPIED);

        var account = house.accounts(FLASH).getFirst();

        assertThat(account.minute().remaining()).isEqualTo(15);
        assertThat(account.tokens().remaining()).isEqualTo(1_000);
        assertThat(account.minuteResetsAt()).isNull();
    }

    @Test
    void callsAreCountedPerMinute() {
        projects(2);
        limit(15, 500);
        house.tally().add(List.of(new Count(FLASH, "served", 7), new Count(FLASH, "minute", 1)));
        store().pass(Duration.ofMinutes(1));
        house.tally().add(List.of(new Count(FLASH, "served", 3)));

        assertThat(house.tally().since(Duration.ofHours(1)))
                .containsExactly(
                        new Sum(FLASH, "minute", 1, 2, 30, 1_000),
                        new Sum(FLASH, "served", 10, 2, 30, 1_000));
        store().pass(Duration.ofHours(2));
        assertThat(house.tally().since(Duration.ofHours(1))).isEmpty();
        house.tally().forget(Duration.ofHours(1));
        assertThat(house.tally().since(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void everyChangeIsInTheTrail() {
        house.create("team", Tier.FREE);
        say(FLASH, ALL, new Said.AtMost(9));
        assertThat(house.audit().before(Long.MAX_VALUE, 10))
                .extracting(entry -> entry.who() + " " + entry.origin() + " " + entry.action())
                .containsExactly("admin 10.0.0.1 set limits", "admin 10.0.0.1 create project");
    }
}
