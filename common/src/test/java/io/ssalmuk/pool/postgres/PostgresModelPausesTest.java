package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.pool.ModelPauses;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresModelPausesTest {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();
    private final ModelPauses pauses = new PostgresModelPauses(database.jdbc());

    private void pass(Duration time) {
        database.jdbc()
                .sql("UPDATE model_pause SET until = until - :millis * interval '1 millisecond'")
                .param("millis", time.toMillis())
                .update();
    }

    @Test
    void aPauseThatGoesOnIsNotMadeLonger() {
        var first = pauses.begin("flash");
        assertThat(first.trips()).isEqualTo(1);
        assertThat(first.left()).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(4));

        var second = pauses.begin("flash");
        assertThat(second.trips()).isEqualTo(1);
        assertThat(second.left()).isLessThanOrEqualTo(first.left());
    }

    @Test
    void eachThatFollowsIsTwiceAsLongUpToAMinute() {
        pauses.begin("flash");
        for (int trips = 2; trips < 12; trips++) {
            pass(Duration.ofMinutes(1));
            var pause = pauses.begin("flash");
            assertThat(pause.trips()).isEqualTo(trips);
            assertThat(pause.left().toMillis())
                    .isBetween(
                            Math.min(60_000, 4_000L << (trips - 1)) / 2 - 100,
                            Math.min(60_000, 4_000L << (trips - 1)));
        }
    }

    @Test
    void whatFailedLongAgoSaysNothing() {
        pauses.begin("flash");
        pass(Duration.ofMinutes(6));
        assertThat(pauses.begin("flash").trips()).isEqualTo(1);
    }

    @Test
    void trialsAreTold() {
        pauses.begin("flash");
        pauses.begin("pro");
        pass(Duration.ofSeconds(10));
        assertThat(pauses.all())
                .containsExactly(
                        new ModelPauses.Pause("flash", 1, Duration.ZERO),
                        new ModelPauses.Pause("pro", 1, Duration.ZERO));
        pauses.end("flash");
        pauses.end("flash");
        assertThat(pauses.all()).hasSize(1);
        pass(Duration.ofHours(2));
        assertThat(pauses.all()).isEmpty();
    }
}
