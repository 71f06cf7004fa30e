package io.ssalmuk.quota;

import static io.ssalmuk.quota.QuotaScene.permits;
import static io.ssalmuk.quota.QuotaScene.sized;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.LeaseAnswer.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom every {@link QuotaLedger} serves when not all can be. */
public interface QuotaOrderContract extends QuotaScene {

    @Test
    default void eachAskGetsAPermitOfItsOwnSize() {
        projects(2);
        tokens(1_000);

        assertThat(permits(lease(sized(700, 20, 300))))
                .extracting(Permit::tokens)
                .containsExactly(700L, 20L, 300L);
    }

    @Test
    default void noMoreAreServedThanThereAreHandsFor() {
        projects(2);
        tokens(1_000);

        var answer = store().ledger().lease(FLASH, sized(10, 20, 30), 2);

        assertThat(permits(answer)).extracting(Permit::tokens).containsExactly(10L, 20L);
    }

    @Test
    default void oneThatFindsNoRoomKeepsOneBucketAndLetsTheOthersGo() {
        projects(2);
        tokens(1_000);
        assertThat(served(500, 500)).hasSize(2);

        assertThat(served(600, 400, 400)).as("one bucket is kept for the first").containsExactly(1);
    }

    @Test
    default void oneThatFindsNoRoomIsNotOvertakenForEver() {
        projects(1);
        tokens(1_000);
        served(500);
        store().pass(Duration.ofSeconds(30));

        assertThat(served(600, 100, 100)).isEmpty();
        store().pass(OCCUPIED.minusSeconds(30));
        assertThat(served(600, 100, 500)).containsExactly(0, 1);
    }

    @Test
    default void whoWaitsIsToldOfTheFirstThatCanGo() {
        projects(2);
        tokens(1_000);
        assertThat(served(800)).hasSize(1);
        store().pass(Duration.ofSeconds(10));
        assertThat(served(900)).hasSize(1);

        assertThat(lease(sized(1_000, 300)))
                .isEqualTo(new LeaseAnswer.Exhausted(Reason.TOKENS, OCCUPIED.minusSeconds(10)));
    }

    @Test
    default void anAskThatIsWaitedForMayUseTheShareThatIsKeptForSuch() {
        projects(1);
        limits(new Limits(10, 1_000L, null));
        var ledger = store().ledgerKeeping(0.2);
        var bulk = new Ask(1, 10, false);
        var urgent = new Ask(1, 10, true);

        assertThat(permits(ledger.lease(FLASH, Collections.nCopies(20, bulk), 20))).hasSize(8);
        assertThat(ledger.lease(FLASH, List.of(bulk), 1))
                .isEqualTo(new LeaseAnswer.Exhausted(Reason.MINUTE, OCCUPIED));
        assertThat(permits(ledger.lease(FLASH, List.of(urgent, urgent, urgent, bulk), 4)))
                .hasSize(2);
    }

    @Test
    default void theShareIsOfTokensToo() {
        projects(1);
        tokens(1_000);
        var ledger = store().ledgerKeeping(0.2);

        assertThat(permits(ledger.lease(FLASH, sized(500, 300, 1), 3))).hasSize(2);
        assertThat(permits(ledger.lease(FLASH, List.of(new Ask(1, 200, true)), 1))).hasSize(1);
    }

    /** It would wait for ever. */
    @Test
    default void anEmptyBucketTakesWhatItAllowsWhateverIsKept() {
        projects(1);
        tokens(1_000);
        var ledger = store().ledgerKeeping(0.2);

        assertThat(permits(ledger.lease(FLASH, sized(1_000), 1))).hasSize(1);
    }

    @Test
    default void whereTheSmallestOfABlockFitsTheLargestNeedNot() {
        projects(2);
        limits(new Limits(4, 1_000L, null));
        assertThat(lease(List.of(new Ask(2, 600, false), new Ask(2, 600, false))))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Granted.class, two -> assertThat(two.permits()).hasSize(2));

        assertThat(permits(lease(List.of(new Ask(1, 10, false), new Ask(3, 10, false)))))
                .extracting(Permit::units)
                .containsExactly(1);
        assertThat(served(10, 401)).containsExactly(0);
        assertThat(served(390, 391)).containsExactly(0);
    }

    @Test
    default void noCallGetsTwoPermitsHoweverManyMayBeGiven() {
        projects(2);
        limit(15, null);

        assertThat(permits(store().ledger().lease(FLASH, sized(10, 10), 100))).hasSize(2);
        assertThat(granted(100)).hasSize(28);
    }

    @Test
    default void manyProjectsAreAllUsedUp() {
        projects(120);
        limit(2, 2);

        assertThat(
                        IntStream.range(0, 300)
                                .mapToObj(_ -> lease(1))
                                .mapToInt(answer -> permits(answer).size())
                                .sum())
                .isEqualTo(240);
        isExhaustedForToday();
    }

    private void isExhaustedForToday() {
        assertThat(lease(1))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Exhausted.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.DAY));
    }

    @Test
    default void ofManyProjectsTheOneThatHasRoomIsFound() {
        projects(120);
        limit(1, null);
        var permits = granted(200);
        assertThat(permits).hasSize(120);
        assertThat(lease(1)).isEqualTo(new LeaseAnswer.Exhausted(Reason.MINUTE, OCCUPIED));

        store().ledger().giveBack(permits.get(77));

        assertThat(permit().project()).isEqualTo(permits.get(77).project());
        store().pass(OCCUPIED);
        assertThat(granted(200)).hasSize(120);
    }

    @Test
    default void ofManyProjectsARaisedLimitIsFound() {
        projects(120);
        limit(1, null);
        assertThat(granted(200)).hasSize(120);
        assertThat(granted(200)).isEmpty();

        limit(2, null);

        assertThat(granted(200)).hasSize(120);
    }
}
