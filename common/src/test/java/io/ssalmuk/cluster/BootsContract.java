package io.ssalmuk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Boots} does. */
public interface BootsContract {

    Duration SILENT = Duration.ofSeconds(10);

    Boots boots();

    /** Makes everything older by this much. */
    void pass(Duration time);

    @Test
    default void aBootThatBeatsIsNotBuried() {
        var boot = born();
        pass(Duration.ofSeconds(9));
        assertThat(boots().beat(boot)).isTrue();
        pass(Duration.ofSeconds(9));

        assertThat(boots().bury(SILENT)).isZero();
        assertThat(boots().beat(boot)).isTrue();
    }

    @Test
    default void aSilentBootIsBuriedAndLearnsItFromItsNextBeat() {
        var silent = born();
        pass(SILENT.plusMillis(1));
        var lively = born();

        assertThat(boots().bury(SILENT)).isEqualTo(1);

        assertThat(boots().beat(silent)).isFalse();
        assertThat(boots().beat(lively)).isTrue();
    }

    @Test
    default void aBootThatIsGoneBeatsNoMore() {
        var boot = born();

        boots().gone(boot);

        assertThat(boots().beat(boot)).isFalse();
    }

    @Test
    default void aBootThatWasNeverBornBeatsNot() {
        assertThat(boots().beat(UUID.randomUUID())).isFalse();
    }

    @Test
    default void aBirthMayBeToldTwice() {
        var boot = born();

        boots().born(boot, "worker");

        assertThat(boots().beat(boot)).isTrue();
    }

    @Test
    default void thoseThatWereHeardOfLatelyAreAlive() {
        assertThat(boots().alive(SILENT)).isZero();
        born();
        pass(Duration.ofSeconds(9));
        var gone = born();
        born();
        assertThat(boots().alive(SILENT)).isEqualTo(3);

        boots().gone(gone);
        pass(Duration.ofSeconds(2));

        assertThat(boots().alive(SILENT)).isEqualTo(1);
    }

    private UUID born() {
        var boot = UUID.randomUUID();
        boots().born(boot, "worker");
        return boot;
    }
}
