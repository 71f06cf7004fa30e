package io.ssalmuk.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ssalmuk.fixture.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

@Timeout(60)
class HeartConnectionTest {

    private static final String DUTY = "dispatch";
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final UUID BOOT = new UUID(7, 7);

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();
    @AutoClose private final HeartConnection heart = new HeartConnection(database.dataSource());
    private final PostgresDuties duties = new PostgresDuties(database.jdbc(), heart);

    private boolean beats() {
        return duties.beat(BOOT, DUTY, LEASE).onDuty();
    }

    /** A loss may cost one beat: a connection that was used just now is not tried first. */
    private boolean beatsAtLastAtTheSecondTry() {
        try {
            return beats();
        } catch (DataAccessException lost) {
            return beats();
        }
    }

    private int disconnectOthers() {
        return database.jdbc()
                .sql(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                .query(Integer.class)
                .single();
    }

    @Test
    void beatsWhileJobsHaveEveryOtherConnection() throws SQLException {
        new PostgresBoots(database.jdbc()).born(BOOT, "w");
        var pool = database.dataSource().unwrap(HikariDataSource.class);
        var taken = new ArrayList<Connection>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            assertThat(beats()).isTrue();
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void beatsAgainOnceItsConnectionWasLost() {
        new PostgresBoots(database.jdbc()).born(BOOT, "w");
        assertThat(beats()).isTrue();

        assertThat(disconnectOthers()).isPositive();

        assertThat(beatsAtLastAtTheSecondTry()).isTrue();
    }
}
