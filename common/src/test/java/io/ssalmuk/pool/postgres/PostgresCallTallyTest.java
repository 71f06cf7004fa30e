package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.CallTallyContract;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;

class PostgresCallTallyTest implements CallTallyContract {

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public CallTally tally() {
        return house.tally();
    }

    @Override
    public void pass(Duration time) {
        house.store().pass(time);
    }
}
