package io.ssalmuk.cluster.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A connection for nothing but heartbeats. In the pool that all share, a beat would stand behind
 * hundreds of jobs after an outage, and behind a pool that looks for PostgreSQL less and less
 * often; and who does not beat is declared dead.
 */
@Component
final class HeartConnection implements AutoCloseable {

    /** As long as from one beat to the next, which also bounds how seldom it looks. */
    private static final long PATIENCE_MILLIS = 1_500;

    private static final long VALIDATION_MILLIS = 1_000;

    private final DataSource shared;
    private @Nullable HikariDataSource own;

    HeartConnection(DataSource shared) {
        this.shared = shared;
    }

    /** Made when it is first needed: the API has no heart. */
    synchronized JdbcClient jdbc() {
        if (own == null) {
            own = new HikariDataSource(one());
        }
        return JdbcClient.create(own);
    }

    private HikariConfig one() {
        var config = new HikariConfig();
        var pool = pool();
        pool.copyStateTo(config);
        config.setPoolName(pool.getPoolName() + "-heart");
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private HikariDataSource pool() {
        try {
            return shared.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("the connection pool is not Hikari's", e);
        }
    }

    @Override
    public synchronized void close() {
        if (own != null) {
            own.close();
        }
    }
}
