package io.ssalmuk.standalone.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether Gemini keys wait in the database, asked before any service has started. */
public final class StoredKeys {

    private static final String TABLE_EXISTS = "SELECT to_regclass('gemini_key') IS NOT NULL";

    /** Keys that came from an environment which no longer names them are about to be disabled. */
    private static final String REAL_KEY_EXISTS =
            """
            SELECT EXISTS (
                SELECT 1
                FROM gemini_key JOIN project ON project.id = gemini_key.project_id
                WHERE gemini_key.state = 'active'
                  AND gemini_key.source = 'admin'
                  AND NOT project.simulated)
            """;

    private StoredKeys() {}

    /** Is there a key that an administrator added and that opens the real upstream? */
    public static boolean existIn(EmbeddedPostgres postgres) {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            return is(statement, TABLE_EXISTS) && is(statement, REAL_KEY_EXISTS);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the stored Gemini keys", e);
        }
    }

    private static boolean is(Statement statement, String question) throws SQLException {
        try (var row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
