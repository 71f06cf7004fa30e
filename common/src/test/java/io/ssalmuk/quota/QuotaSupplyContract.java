package io.ssalmuk.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link QuotaSupply} tells. */
public interface QuotaSupplyContract extends QuotaScene {

    private Supply supply() {
        return store().supply().of(FLASH);
    }

    private static Supply.Release release(Duration after, int units) {
        return new Supply.Release(after, units, 10L * units);
    }

    @Test
    default void withoutProjectsThereIsNoShare() {
        assertThat(supply().shares()).isEmpty();
        assertThat(supply().at()).isEqualTo(NOON);
    }

    @Test
    default void anIdleProjectHasAllThatItMay() {
        projects(2);
        limits(new Limits(15, 1_000L, 20));

        assertThat(supply().today()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(supply().occupied()).isEqualTo(QuotaStore.OCCUPIED);
        assertThat(supply().each() * supply().shares().size()).isEqualTo(2);
        assertThat(supply().shares())
                .isEqualTo(
                        List.of(
                                new Supply.Share(15, 1_000L, 20, 0, 0, 20, NOON, List.of()),
                                new Supply.Share(15, 1_000L, 20, 0, 0, 20, NOON, List.of())));
    }

    @Test
    default void whatIsTakenIsToldByWhenItComesFree() {
        projects(1);
        limits(new Limits(15, 1_000L, 20));
        granted(2);
        store().pass(Duration.ofSeconds(30));
        granted(1);

        var share = supply().shares().getFirst();

        assertThat(share.taken()).isEqualTo(3);
        assertThat(share.tokensTaken()).isEqualTo(30);
        assertThat(share.dayLeft()).isEqualTo(17);
        assertThat(share.releases().stream().mapToLong(Supply.Release::units).sum()).isEqualTo(3);
        assertThat(share.releases().getFirst().after())
                .isBetween(Duration.ofSeconds(30), QuotaStore.OCCUPIED.minusSeconds(30));
        assertThat(share.releases().getLast()).isEqualTo(release(QuotaStore.OCCUPIED, 1));
    }

    @Test
    default void whatHasComeFreeIsTakenNoLonger() {
        projects(1);
        limit(15, null);
        granted(7);
        store().pass(QuotaStore.OCCUPIED);

        assertThat(supply().shares().getFirst().taken()).isZero();
        assertThat(supply().shares().getFirst().releases()).isEmpty();
        assertThat(supply().shares().getFirst().dayLeft()).isNull();
    }

    @Test
    default void aProjectThatRestsSaysUntilWhen() {
        projects(1);
        limit(15, 20);
        store().ledger().coolDown(permit(), Duration.ofSeconds(90), "minute");

        assertThat(supply().shares().getFirst().restsUntil()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    default void projectsThatMayUseNothingAreLeftOut() {
        projects(2);
        limit(0, 20);
        limit("gemini-pro", 15, 20);

        assertThat(supply().shares()).isEmpty();
        assertThat(store().supply().of("gemini-pro").shares()).hasSize(2);
    }
}
