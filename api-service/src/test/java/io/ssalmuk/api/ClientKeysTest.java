package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestRabbit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of a client key. */
final class ClientKeysTest {

    private static Database database;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        database = RunningApi.database();
        api = RunningApi.start(database, TestRabbit.newVhost());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void keysAreShownOnceAndListedWithoutTheirSecret() {
        var made = api.admin("POST", "/admin/keys", "{\"count\": 2, \"name\": \"shop\"}");

        assertThat(made.status()).isEqualTo(201);
        var keys = made.json().at("/keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.at("/0/name").asString()).isEqualTo("shop-1");
        assertThat(keys.at("/1/name").asString()).isEqualTo("shop-2");
        var key = keys.at("/0/key").asString();
        assertThat(key).matches("sk-ssal-[A-Za-z0-9_-]{43}");
        assertThat(keys.at("/1/key").asString()).isNotEqualTo(key);

        var listed = api.admin("GET", "/admin/keys", "");
        assertThat(listed.body())
                .contains(keys.at("/0/id").asString(), key.substring(0, 12))
                .doesNotContain(key);
    }

    @Test
    void onlyTheHashIsStored() throws Exception {
        var key = api.newKey();
        var hash =
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));

        assertThat(count("SELECT count(*) FROM client WHERE key_hash = ?", hash)).isOne();
        assertThat(count("SELECT count(*) FROM client c WHERE c::text LIKE '%' || ? || '%'", key))
                .isZero();
    }

    @Test
    void aKeyThatIsTurnedOffIsRefusedWithinTwoSecondsAndCanComeBack() {
        var made = api.admin("POST", "/admin/keys", "{}").json().at("/keys/0");
        var key = made.at("/key").asString();
        var path = "/admin/keys/" + made.at("/id").asString();
        assertThat(statusWith(key)).isEqualTo(404);

        var off = api.admin("PUT", path, "{\"active\": false}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().at("/active").asBoolean()).isFalse();
        assertThat(off.json().has("key")).isFalse();
        assertStatusWithin(Duration.ofSeconds(2), key, 401);

        api.admin("PUT", path, "{\"active\": true}");
        assertStatusWithin(Duration.ofSeconds(2), key, 404);
    }

    private static void assertStatusWithin(Duration most, String key, int status) {
        long begun = System.nanoTime();
        while (statusWith(key) != status) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(most);
        }
    }

    /** 404 for a key that opens the door: the job behind it does not exist. */
    private static int statusWith(String key) {
        return api.send("GET", "/api/status/none", "", "X-API-Key", key).status();
    }

    private static int count(String sql, Object parameter) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
