package io.ssalmuk.quota.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerPropertiesTest {

    private static final Duration WINDOW = Duration.ofSeconds(60);

    @Test
    void aPlaceIsOccupiedForTheWindowAndTheMargin() {
        var properties =
                new LedgerProperties(
                        WINDOW,
                        Duration.ofMillis(750),
                        Duration.ofMillis(300),
                        Duration.ofMillis(150),
                        false);

        assertThat(properties.occupiedMillis()).isEqualTo(60_750);
        assertThat(properties.useBy()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aJitterThatEatsTheMarginIsRefusedByName() {
        var margin = Duration.ofMillis(300);

        assertThatThrownBy(() -> new LedgerProperties(WINDOW, margin, margin, Duration.ZERO, false))
                .hasMessageContaining("ssalmuk.ledger.jitter");
    }
}
