package io.ssalmuk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link BrokerMarkers} does. */
public interface BrokerMarkersContract {

    BrokerMarkers markers();

    @Test
    default void atFirstNoBrokerWasSeen() {
        assertThat(markers().lastSeen()).isEmpty();
    }

    @Test
    default void theLastBrokerSeenIsRemembered() {
        markers().seen(new UUID(0, 1));
        markers().seen(new UUID(0, 2));

        assertThat(markers().lastSeen()).contains(new UUID(0, 2));
    }
}
