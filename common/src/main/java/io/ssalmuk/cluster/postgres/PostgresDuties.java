package io.ssalmuk.cluster.postgres;

import io.ssalmuk.cluster.Duties;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
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

    private static final String BEAT =
            """
            WITH living AS (
                UPDATE worker_boot SET heartbeat_at = clock_timestamp() WHERE id = :boot
                RETURNING id
            ),
            held AS (
                INSERT INTO duty AS d (name, holder, expires_at)
                SELECT :duty, id, clock_timestamp() + :leaseMillis * interval '1 millisecond'
                FROM living
                ON CONFLICT (name) DO UPDATE
                SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE d.holder = excluded.holder OR d.expires_at < clock_timestamp()
                RETURNING name
            )
            SELECT EXISTS (SELECT FROM living) AS lives, EXISTS (SELECT FROM held) AS on_duty
            """;

    private static final String LAY = "DELETE FROM duty WHERE name = :duty AND holder = :holder";

    private final JdbcClient jdbc;
    private final Supplier<JdbcClient> heart;

    @Autowired
    PostgresDuties(JdbcClient jdbc, HeartConnection heart) {
        this(jdbc, heart::jdbc);
    }

    PostgresDuties(JdbcClient jdbc, Supplier<JdbcClient> heart) {
        this.jdbc = jdbc;
        this.heart = heart;
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
    public Shift beat(UUID boot, String duty, Duration lease) {
        return heart.get()
                .sql(BEAT)
                .param("boot", boot)
                .param("duty", duty)
                .param("leaseMillis", lease.toMillis())
                .query((row, _) -> new Shift(row.getBoolean("lives"), row.getBoolean("on_duty")))
                .single();
    }

    @Override
    public void lay(String duty, UUID holder) {
        jdbc.sql(LAY).param("duty", duty).param("holder", holder).update();
    }
}
