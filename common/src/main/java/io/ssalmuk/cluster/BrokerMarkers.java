package io.ssalmuk.cluster;

import java.util.Optional;
import java.util.UUID;

/** Which broker was last seen. */
public interface BrokerMarkers {
    Optional<UUID> lastSeen();

    void seen(UUID marker);
}
