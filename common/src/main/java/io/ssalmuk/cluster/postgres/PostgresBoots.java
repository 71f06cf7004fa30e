package io.ssalmuk.cluster.postgres;

import io.ssalmuk.cluster.Boots;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresBoots implements Boots {

    private static final String BORN =
            "INSERT INTO worker_boot (id, name) VALUES (:boot, :name) ON CONFLICT (id) DO NOTHING";

    private static final String BEAT =
            "UPDATE worker_boot SET heartbeat_at = clock_timestamp() WHERE id = :boot";

    private static final String GONE = "DELETE FROM worker_boot WHERE id = :boot";

    private static final String BURY =
            """
            DELETE FROM worker_boot
            WHERE heartbeat_at < clock_timestamp() - :silentMillis * interval '1 millisecond'
            """;

    private static final String ALIVE =
            """
            SELECT count(*) FROM worker_boot
            WHERE heartbeat_at >= clock_timestamp() - :silentMillis * interval '1 millisecond'
            """;

    private final JdbcClient jdbc;

    PostgresBoots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void born(UUID boot, String name) {
        jdbc.sql(BORN).param("boot", boot).param("name", name).update();
    }

    @Override
    public boolean beat(UUID boot) {
        return jdbc.sql(BEAT).param("boot", boot).update() == 1;
    }

    @Override
    public void gone(UUID boot) {
        jdbc.sql(GONE).param("boot", boot).update();
    }

    @Override
    public int bury(Duration silent) {
        return jdbc.sql(BURY).param("silentMillis", silent.toMillis()).update();
    }

    @Override
    public int alive(Duration silent) {
        return jdbc.sql(ALIVE)
                .param("silentMillis", silent.toMillis())
                .query(Integer.class)
                .single();
    }
}
