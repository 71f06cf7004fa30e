package io.ssalmuk.cluster.postgres;

import io.ssalmuk.cluster.Duties;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresDuties implements Duties {

    private static final String HOLD =
            """
            INSERT INTO duty AS d (name, holder, expires_at)
            VALUES (:duty, :holder, clock_timestamp() + :leaseMillis * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE
            SET holder = excluded.holder, expires_at = excluded.expires_at
            WHERE d.holder = excluded.holder OR d.expires_at < clock_timestamp()
            """;

    private static final String LAY = "DELETE FROM duty WHERE name = :duty AND holder = :holder";

    private final JdbcClient jdbc;

    PostgresDuties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean hold(String duty, UUID holder, Duration lease) {
        return jdbc.sql(HOLD)
                        .param("duty", duty)
                        .param("holder", holder)
                        .param("leaseMillis", lease.toMillis())
                        .update()
                == 1;
    }

    @Override
    public void lay(String duty, UUID holder) {
        jdbc.sql(LAY).param("duty", duty).param("holder", holder).update();
    }
}
