package io.ssalmuk.standalone.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database knows of keys and jobs, asked before any service has started. */
public final class StoredState {

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

    private static final String REAL_JOB_WAITS =
            """
            SELECT EXISTS (SELECT 1 FROM project WHERE NOT simulated)
               AND (EXISTS (SELECT 1 FROM job_queue) OR EXISTS (SELECT 1 FROM job_claim))
            """;

    private StoredState() {}

    /** Is there a key that an administrator added and that opens the real upstream? */
    public static boolean hasRealKey(EmbeddedPostgres postgres) {
        return is(postgres, REAL_KEY_EXISTS);
    }

    /** Is there a job without an end in a database that has known real keys? */
    public static boolean hasRealJob(EmbeddedPostgres postgres) {
        return is(postgres, REAL_JOB_WAITS);
    }

    private static boolean is(EmbeddedPostgres postgres, String question) {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            return is(statement, TABLE_EXISTS) && is(statement, question);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read what the database holds", e);
        }
    }

    private static boolean is(Statement statement, String question) throws SQLException {
        try (var row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
