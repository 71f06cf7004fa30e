package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the service does while something that it needs is away. */
final class OutageTest {

    private static final String JOB = "{\"model\":\"gemini-2.5-flash\",\"contents\":\"a\"}";

    @Test
    void withoutABrokerJobsAreAcceptedAllTheSame() throws IOException {
        try (var api = RunningApi.start(RunningApi.database(), nowhere())) {
            var key = api.newKey();

            var accepted = api.send("POST", "/api/generate", JOB, "X-API-Key", key);
            assertThat(accepted.status()).isEqualTo(202);
            var url = accepted.json().at("/status_url").asString();
            var status = api.send("GET", url + "?wait=0.01", "", "X-API-Key", key);
            assertThat(status.json().at("/status").asString()).isEqualTo("queued");

            var health = api.send("GET", "/health", "");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body())
                    .isEqualTo("{\"status\":\"degraded\",\"database\":\"up\",\"broker\":\"down\"}");
        }
    }

    @Test
    void withoutADatabaseTheClientIsAskedToComeBackAndThenServed() throws SQLException {
        var database = RunningApi.database();
        try (var api = RunningApi.start(database, TestRabbit.newVhost());
                var log = LogTrap.open()) {
            var key = api.newKey();
            close(database);

            var refused = api.send("POST", "/api/generate", JOB, "X-API-Key", key);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.type()).isEqualTo("application/problem+json");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            var health = api.send("GET", "/health", "");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/status").asString()).isEqualTo("down");
            assertThat(api.admin("GET", "/admin/keys", "").status()).isEqualTo(503);

            open(database);
            assertThat(submittedByOneWhoComesBack(api, key).status()).isEqualTo(202);
            assertThat(log.aboveWarn()).isEmpty();
        }
    }

    /**
     * After an outage the connection pool looks for the database every 5 seconds, and a request
     * waits for it for 3: the first may come too early, and is told to come again.
     */
    private static RunningApi.Answer submittedByOneWhoComesBack(RunningApi api, String key) {
        var answer = api.send("POST", "/api/generate", JOB, "X-API-Key", key);
        for (int again = 0; again < 10 && answer.status() == 503; again++) {
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            answer = api.send("POST", "/api/generate", JOB, "X-API-Key", key);
        }
        return answer;
    }

    @Test
    void withoutATokenTheAdminApiSaysWhichSettingIsMissing() {
        try (var api =
                RunningApi.start(
                        RunningApi.database(), TestRabbit.newVhost(), "ssalmuk.admin-token=")) {
            var answer = api.admin("GET", "/admin/keys", "");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().at("/detail").asString()).contains("SSALMUK_ADMIN_TOKEN");
        }
    }

    /** A port that was free a moment ago. */
    private static Broker nowhere() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Broker(
                    "127.0.0.1", socket.getLocalPort(), "a", "b", "/", URI.create("http://none"));
        }
    }

    private static void close(Database database) throws SQLException {
        var name = name(database);
        run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + name
                        + "'");
    }

    private static void open(Database database) throws SQLException {
        run("ALTER DATABASE " + name(database) + " ALLOW_CONNECTIONS true");
    }

    private static String name(Database database) {
        return database.url().replaceAll("^.*/([^/?]+)(\\?.*)?$", "$1");
    }

    /** On a database that stays open. */
    private static void run(String sql) throws SQLException {
        try (var connection = TestPostgres.createDatabase().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
