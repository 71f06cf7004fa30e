package io.ssalmuk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Duties} does. */
public interface DutiesContract {

    String DUTY = "dispatch";
    Duration LEASE = Duration.ofSeconds(5);
    UUID ONE = new UUID(0, 1);
    UUID OTHER = new UUID(0, 2);

    Duties duties();

    Boots boots();

    /** Makes everything older by this much. */
    void pass(Duration time);

    @Test
    default void aDutyHasOneHolder() {
        assertThat(duties().hold(DUTY, ONE, LEASE)).isTrue();
        assertThat(duties().hold(DUTY, OTHER, LEASE)).isFalse();
        assertThat(duties().hold("another", OTHER, LEASE)).isTrue();
    }

    @Test
    default void itsHolderRenewsIt() {
        duties().hold(DUTY, ONE, LEASE);
        pass(LEASE.minusMillis(500));

        assertThat(duties().hold(DUTY, ONE, LEASE)).isTrue();
        pass(LEASE.minusMillis(500));
        assertThat(duties().hold(DUTY, OTHER, LEASE)).isFalse();
    }

    @Test
    default void aPausedHolderLosesIt() {
        duties().hold(DUTY, ONE, LEASE);
        pass(LEASE.plusMillis(1));

        assertThat(duties().hold(DUTY, OTHER, LEASE)).isTrue();
        assertThat(duties().hold(DUTY, ONE, LEASE)).isFalse();
    }

    @Test
    default void aDutyThatWasLaidDownIsFreeAtOnce() {
        duties().hold(DUTY, ONE, LEASE);

        duties().lay(DUTY, ONE);

        assertThat(duties().hold(DUTY, OTHER, LEASE)).isTrue();
    }

    @Test
    default void onlyItsHolderLaysItDown() {
        duties().hold(DUTY, ONE, LEASE);

        duties().lay(DUTY, OTHER);

        assertThat(duties().hold(DUTY, OTHER, LEASE)).isFalse();
    }

    @Test
    default void aBootThatBeatsLivesAndHasTheDutyUnlessAnotherHasIt() {
        boots().born(ONE, "worker");
        boots().born(OTHER, "worker");

        assertThat(duties().beat(ONE, DUTY, LEASE)).isEqualTo(new Duties.Shift(true, true));
        assertThat(duties().beat(OTHER, DUTY, LEASE)).isEqualTo(new Duties.Shift(true, false));
        pass(LEASE.plusMillis(1));
        assertThat(duties().beat(OTHER, DUTY, LEASE)).isEqualTo(new Duties.Shift(true, true));
        assertThat(boots().alive(LEASE)).isEqualTo(1);
    }

    @Test
    default void aBuriedBootGetsNoDuty() {
        assertThat(duties().beat(ONE, DUTY, LEASE)).isEqualTo(new Duties.Shift(false, false));
        assertThat(duties().hold(DUTY, OTHER, LEASE)).isTrue();
    }

    @ConcurrentTest
    default void ofManyThatReachForADutyOneGetsIt() {
        assertThat(Race.of(16, _ -> duties().hold(DUTY, UUID.randomUUID(), LEASE)))
                .containsOnlyOnce(true);
        pass(LEASE.plusMillis(1));
        assertThat(Race.of(16, _ -> duties().hold(DUTY, UUID.randomUUID(), LEASE)))
                .containsOnlyOnce(true);
    }
}
