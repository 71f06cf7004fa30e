package io.ssalmuk.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The embedded server behind {@link TestPostgres}; its folder is removed when the JVM ends. */
record PostgresServer(int port, String password) {

    private static final String USER = "postgres";

    static PostgresServer start() {
        var password = UUID.randomUUID().toString();
        try {
            var passwordFile =
                    Files.writeString(Files.createTempFile("ssalmuk-pg", ".pw"), password);
            try {
                return new PostgresServer(embedded(password, passwordFile).getPort(), password);
            } finally {
                Files.delete(passwordFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL of the tests did not start", e);
        }
    }

    private static EmbeddedPostgres embedded(String password, Path passwordFile)
            throws IOException {
        return EmbeddedPostgres.builder()
                // The only way to hand initdb an option: without these two, everybody on this
                // machine is trusted.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                .setServerConfig("synchronous_commit", "on")
                // The library starts PostgreSQL with -F; the last word wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    Database create(String name, String template) {
        execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
        return database(name);
    }

    void disconnectAll(String name) {
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                        .formatted(name));
    }

    private Database database(String name) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), USER, password);
    }

    private void execute(String sql) {
        try (var connection = database("postgres").dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }
}
