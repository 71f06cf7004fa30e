package io.ssalmuk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    void isPostgres18ThatCommitsAsInProduction() throws SQLException {
        var database = TestPostgres.createDatabase();

        assertThat(read(database, "SHOW server_version")).startsWith("18.");
        assertThat(read(database, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(read(database, "SHOW fsync")).isEqualTo("on");
    }

    @Test
    void aWrongPasswordIsRefused() {
        var database = TestPostgres.createDatabase();
        var intruder = new Database(database.url(), database.user(), "guess").dataSource();

        assertThatThrownBy(intruder::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @Test
    void eachDatabaseIsEmptyAndAlone() throws SQLException {
        var one = TestPostgres.createDatabase();
        var other = TestPostgres.createDatabase();

        run(one, "CREATE TABLE mine (id int)");

        assertThat(read(one, "SELECT to_regclass('mine')::text")).isEqualTo("mine");
        assertThat(read(other, "SELECT coalesce(to_regclass('mine')::text, 'none')"))
                .isEqualTo("none");
    }

    @Test
    void aTemplateIsMigratedOnceAndItsCopiesAreIndependent() throws SQLException {
        var migrations = new AtomicInteger();

        var one = TestPostgres.createDatabase("counted", database -> migrate(database, migrations));
        var other =
                TestPostgres.createDatabase("counted", database -> migrate(database, migrations));
        run(one, "INSERT INTO job VALUES (1)");

        assertThat(migrations).hasValue(1);
        assertThat(read(one, "SELECT count(*) FROM job")).isEqualTo("1");
        assertThat(read(other, "SELECT count(*) FROM job")).isEqualTo("0");
    }

    private static void migrate(Database database, AtomicInteger migrations) {
        migrations.incrementAndGet();
        try {
            run(database, "CREATE TABLE job (id int)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
