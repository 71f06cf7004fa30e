package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Aliases;
import io.ssalmuk.pool.AliasesContract;
import org.junit.jupiter.api.AutoClose;

class PostgresAliasesTest implements AliasesContract {

    @AutoClose private final PoolHouse house = new PoolHouse();

    @Override
    public Aliases aliases() {
        return house.aliases();
    }

    @Override
    public void learn(String model, String bucket) {
        house.lessons().alias(model, bucket, model);
    }
}
