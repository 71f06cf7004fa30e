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
                        0,
                        false);

        assertThat(properties.occupiedMillis()).isEqualTo(60_750);
        assertThat(properties.useBy()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aJitterThatEatsTheMarginIsRefusedByName() {
        var margin = Duration.ofMillis(300);

        assertThatThrownBy(() -> properties(margin, margin, 0))
                .hasMessageContaining("ssalmuk.ledger.jitter");
    }

    @Test
    void aShareThatLeavesNothingToOthersIsRefusedByName() {
        var margin = Duration.ofMillis(300);

        assertThatThrownBy(() -> properties(margin, Duration.ZERO, 1))
                .hasMessageContaining("SSALMUK_INTERACTIVE_SHARE");
        assertThatThrownBy(() -> properties(margin, Duration.ZERO, Double.NaN))
                .hasMessageContaining("SSALMUK_INTERACTIVE_SHARE");
    }

    private static LedgerProperties properties(Duration margin, Duration jitter, double share) {
        return new LedgerProperties(WINDOW, margin, jitter, Duration.ZERO, share, false);
    }
}
