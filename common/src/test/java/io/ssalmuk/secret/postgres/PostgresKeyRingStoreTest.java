package io.ssalmuk.secret.postgres;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.secret.KeyRingStore;
import io.ssalmuk.secret.KeyRingStoreContract;
import org.junit.jupiter.api.AutoClose;

class PostgresKeyRingStoreTest implements KeyRingStoreContract {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public KeyRingStore store() {
        return new PostgresKeyRingStore(database.jdbc());
    }
}
