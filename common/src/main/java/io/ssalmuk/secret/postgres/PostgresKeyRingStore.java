package io.ssalmuk.secret.postgres;

import io.ssalmuk.secret.KeyRingStore;
import io.ssalmuk.secret.StoredKeyRing;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresKeyRingStore implements KeyRingStore {

    private static final String FIND =
            "SELECT public_keyset, private_keyset FROM key_ring WHERE id = 1";

    private static final String STORE =
            """
            INSERT INTO key_ring (id, public_keyset, private_keyset)
            VALUES (1, :publicKeyset, :privateKeyset)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String REPLACE =
            """
            UPDATE key_ring SET public_keyset = :publicKeyset, private_keyset = :privateKeyset
            WHERE id = 1 AND private_keyset = :old
            """;

    private final JdbcClient jdbc;

    PostgresKeyRingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<StoredKeyRing> find() {
        return jdbc.sql(FIND)
                .query((row, _) ->
                        new StoredKeyRing(
                                row.getBytes("public_keyset"), row.getBytes("private_keyset")))
                .optional();
    }

    @Override
    public StoredKeyRing findOrStore(StoredKeyRing ring) {
        jdbc.sql(STORE)
                .param("publicKeyset", ring.publicKeyset())
                .param("privateKeyset", ring.privateKeyset())
                .update();
        return find().orElseThrow();
    }

    @Override
    public boolean replace(StoredKeyRing old, StoredKeyRing ring) {
        return jdbc.sql(REPLACE)
                        .param("publicKeyset", ring.publicKeyset())
                        .param("privateKeyset", ring.privateKeyset())
                        .param("old", old.privateKeyset())
                        .update()
                == 1;
    }
}
