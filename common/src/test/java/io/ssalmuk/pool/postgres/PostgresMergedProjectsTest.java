package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons.Identity;
import io.ssalmuk.pool.Projects.Project;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two of our projects that turn out to be one of Google's. */
class PostgresMergedProjectsTest implements QuotaScene {

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public QuotaStore store() {
        return house.store();
    }

    private ProjectId project(int n) {
        return house.projects().named("project-" + n).orElseThrow().id();
    }

    private Identity identify(int project, String number) {
        return house.lessons().identify(project(project), number);
    }

    private void areOne() {
        var second = project(1);
        identify(0, "4711");
        assertThat(house.lessons().identify(second, "4711"))
                .isEqualTo(new Identity.Merged("project-0", "project-1"));
    }

    @Test
    void aNumberThatIsNewOrKnownTellsNothing() {
        projects(2);
        assertThat(identify(0, "4711")).isEqualTo(new Identity.Known());
        assertThat(identify(0, "4711")).isEqualTo(new Identity.Known());
        assertThat(identify(1, "4712")).isEqualTo(new Identity.Known());
        assertThat(house.projects().list(0, 10))
                .extracting(Project::number)
                .containsExactly("4711", "4712");
    }

    @Test
    void aProjectWithTwoNumbersIsNotMerged() {
        projects(2);
        identify(0, "4711");
        identify(1, "4712");
        assertThat(identify(1, "4711")).isEqualTo(new Identity.Contradicted("project-1", "4712"));
        assertThat(house.projects().list(0, 10)).hasSize(2);
    }

    @Test
    void twoProjectsOfOneNumberAreOneWithAllKeysAndOneQuota() {
        projects(3);
        limit(15, null);

        areOne();

        assertThat(granted(100)).hasSize(30);
        assertThat(house.projects().list(0, 10))
                .extracting(Project::name, Project::activeKeys)
                .containsExactly(tuple("project-0", 2), tuple("project-2", 1));
        assertThat(house.audit().before(Long.MAX_VALUE, 1).getFirst())
                .matches(entry -> entry.action().equals("merge projects"))
                .matches(entry -> entry.detail().contains("project-1"));
    }

    @Test
    void theLatestPlacesDecideWhenThereIsRoom() {
        projects(2);
        limit(10, null);
        assertThat(granted(12)).hasSize(12);
        store().pass(Duration.ofSeconds(30));
        assertThat(granted(8)).hasSize(8);

        areOne();

        // Twenty live: there is room for what the ten latest leave, and eight of these are young.
        assertThat(granted(1)).isEmpty();
        store().pass(Duration.ofSeconds(31));
        assertThat(granted(10)).hasSize(2);
        store().pass(Duration.ofSeconds(30));
        assertThat(granted(10)).hasSize(8);
    }

    @Test
    void theDaysAreAddedUp() {
        projects(2);
        limit(null, 20);
        assertThat(granted(24)).hasSize(24);

        areOne();

        assertThat(granted(1)).isEmpty();
        store().pass(Duration.ofDays(1));
        assertThat(granted(100)).hasSize(20);
    }

    @Test
    void theLongerRestCountsForBoth() {
        projects(2);
        limit(10, null);
        store().ledger().coolDown(permit(), Duration.ofMinutes(10), "minute");

        areOne();

        assertThat(granted(1)).isEmpty();
        store().pass(Duration.ofMinutes(10));
        assertThat(granted(100)).hasSize(10);
    }

    @Test
    void aBucketThatOnlyOneHadIsKept() {
        projects(1);
        limit("gemini-pro", 5, null);
        store().pool().merge(List.of(PooledKeys.key("project-1", "b")), Tier.FREE, REAL);
        limit(15, null);

        areOne();

        assertThat(house.accounts("gemini-pro")).hasSize(1);
        assertThat(granted(100)).hasSize(15);
    }

    @Test
    void aPermitOfTheOneThatIsGoneGivesNothingBackAndRestsNothing() {
        projects(2);
        limit(1, null);
        var permits = granted(2);

        areOne();
        permits.forEach(store().ledger()::giveBack);
        permits.forEach(permit -> house.lessons().refused(permit, Optional.of(Dimension.RPM)));

        assertThat(granted(2)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theNameOfTheOneThatIsGoneLeadsToTheOther() {
        projects(2);
        limit(15, null);
        areOne();

        projects(2);
        limit(15, null);

        assertThat(granted(100)).hasSize(15);
        assertThat(house.projects().list(0, 10)).hasSize(1);
    }
}
