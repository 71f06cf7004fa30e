package io.ssalmuk.worker.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.cluster.Duties;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class FairBootsTest {

    private static final UUID SELF = UUID.randomUUID();
    private static final Duration SILENT = Duration.ofSeconds(11);

    private final AtomicLong now = new AtomicLong(1);
    private final Graveyard graveyard = new Graveyard();
    private final FairBoots boots = new FairBoots(graveyard, graveyard, now::get);

    /** Buries one whenever it is asked to. */
    private static final class Graveyard implements Boots, Duties {

        private final AtomicBoolean away = new AtomicBoolean();

        @Override
        public void born(UUID boot, String name) {}

        @Override
        public boolean beat(UUID boot) {
            if (away.get()) {
                throw new DataAccessResourceFailureException("away");
            }
            return true;
        }

        @Override
        public Shift beat(UUID boot, String duty, Duration lease) {
            return new Shift(beat(boot), true);
        }

        @Override
        public boolean hold(String duty, UUID holder, Duration lease) {
            return true;
        }

        @Override
        public void lay(String duty, UUID holder) {}

        @Override
        public void gone(UUID boot) {}

        @Override
        public int bury(Duration silent) {
            return 1;
        }

        @Override
        public int alive(Duration silent) {
            return 1;
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void beatFor(int seconds) {
        for (int n = 0; n < seconds; n++) {
            pass(Duration.ofSeconds(1));
            assertThat(boots.beat(SELF, "duty", Duration.ofSeconds(5)).lives()).isTrue();
        }
    }

    @Test
    void whoHasJustBegunBuriesNobody() {
        beatFor(10);
        assertThat(boots.bury(SILENT)).isZero();
        beatFor(1);
        assertThat(boots.bury(SILENT)).isOne();
    }

    @Test
    void afterAnOutageEverybodyHasTheWholeTimeToBeHeardAgain() {
        beatFor(60);
        graveyard.away.set(true);
        for (int n = 0; n < 8; n++) {
            pass(Duration.ofSeconds(1));
            assertThatThrownBy(() -> boots.beat(SELF, "duty", Duration.ofSeconds(5)))
                    .isInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(boots.bury(SILENT)).isZero();
        graveyard.away.set(false);
        beatFor(11);
        assertThat(boots.bury(SILENT)).isZero();
        beatFor(1);
        assertThat(boots.bury(SILENT)).isOne();
    }

    @Test
    void anyBeatIsHeard() {
        for (int n = 0; n < 11; n++) {
            pass(Duration.ofSeconds(1));
            assertThat(boots.beat(SELF)).isTrue();
        }
        assertThat(boots.bury(SILENT)).isOne();
    }

    @Test
    void aMissedBeatChangesNothing() {
        beatFor(60);
        pass(Duration.ofSeconds(2));
        beatFor(1);
        assertThat(boots.bury(SILENT)).isOne();
    }

    @Test
    void whoSleptBuriesNobodyWhenItWakes() {
        beatFor(60);
        pass(Duration.ofSeconds(70));
        assertThat(boots.bury(SILENT)).isZero();
        beatFor(1);
        assertThat(boots.bury(SILENT)).isZero();
    }
}
