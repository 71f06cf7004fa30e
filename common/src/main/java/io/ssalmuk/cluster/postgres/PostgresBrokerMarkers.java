package io.ssalmuk.cluster.postgres;

import io.ssalmuk.cluster.BrokerMarkers;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresBrokerMarkers implements BrokerMarkers {

    private static final String LAST_SEEN = "SELECT marker FROM broker_marker WHERE id = 1";

    private static final String SEEN =
            """
            INSERT INTO broker_marker (id, marker) VALUES (1, :marker)
            ON CONFLICT (id) DO UPDATE SET marker = excluded.marker
            """;

    private final JdbcClient jdbc;

    PostgresBrokerMarkers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> lastSeen() {
        return jdbc.sql(LAST_SEEN).query(UUID.class).optional();
    }

    @Override
    public void seen(UUID marker) {
        jdbc.sql(SEEN).param("marker", marker).update();
    }
}
