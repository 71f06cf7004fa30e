package io.ssalmuk.cluster.postgres;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.cluster.BootsContract;
import io.ssalmuk.cluster.BrokerMarkers;
import io.ssalmuk.cluster.BrokerMarkersContract;
import io.ssalmuk.cluster.Duties;
import io.ssalmuk.cluster.DutiesContract;
import io.ssalmuk.fixture.MigratedDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;

class PostgresClusterTest implements BootsContract, DutiesContract, BrokerMarkersContract {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public Boots boots() {
        return new PostgresBoots(database.jdbc());
    }

    @Override
    public Duties duties() {
        return new PostgresDuties(database.jdbc(), database::jdbc);
    }

    @Override
    public BrokerMarkers markers() {
        return new PostgresBrokerMarkers(database.jdbc());
    }

    @Override
    public void pass(Duration time) {
        age("UPDATE worker_boot SET heartbeat_at = heartbeat_at - :millis * interval '1 ms'", time);
        age("UPDATE duty SET expires_at = expires_at - :millis * interval '1 ms'", time);
    }

    private void age(String sql, Duration time) {
        database.jdbc().sql(sql).param("millis", time.toMillis()).update();
    }
}
