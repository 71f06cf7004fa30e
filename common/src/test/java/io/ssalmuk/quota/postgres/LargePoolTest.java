package io.ssalmuk.quota.postgres;

import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.QuotaRenewalContract;
import io.ssalmuk.quota.QuotaStore;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Few projects that can be called, among so many that cannot that a single permit is drawn, and not
 * chosen of them all.
 */
class LargePoolTest implements QuotaRenewalContract {

    @AutoClose private final PostgresQuotaStore store = new PostgresQuotaStore();

    @Override
    public QuotaStore store() {
        return store;
    }

    @BeforeEach
    void thereAreManyProjectsWithoutAKey() {
        store.keyless(101);
    }

    @Test
    void aHundredProjectsAreReadWholeAndMoreAreDrawnFrom() {
        store.database().jdbc().sql("DELETE FROM project").update();
        store.keyless(100);
        limit(15, null);
        assertThat(new LargePools(store.database().jdbc()).lastDraw(FLASH)).isNull();

        store.keyless(101);
        limit(15, 100);

        assertThat(new LargePools(store.database().jdbc()).lastDraw(FLASH)).isBetween(0.0, 1.0);
    }

    @Test
    void whatHasEndedIsSweptWhenItsRoomIsNeeded() {
        projects(1);
        limit(15, null);
        for (int window = 0; window < 3; window++) {
            for (int call = 0; call < 15; call++) {
                assertThat(granted(1)).hasSize(1);
                store.pass(Duration.ofMillis(100));
            }
            var none = (LeaseAnswer.Exhausted) lease(1);
            assertThat(none.pause()).isEqualTo(OCCUPIED.minusMillis(1_500));
            store.pass(none.pause());

            assertThat(granted(1)).hasSize(1);
            assertThat(granted(1)).isEmpty();
            store.pass(OCCUPIED);
        }
    }

    @Test
    void aLimitOfNothingAndNoLimitAreDrawnAsWell() {
        projects(30);
        limits(new Limits(0, 0L, 0));
        assertThat(granted(1)).isEmpty();

        limits(new Limits(null, null, null));

        assertThat(granted(1)).hasSize(1);
    }
}
