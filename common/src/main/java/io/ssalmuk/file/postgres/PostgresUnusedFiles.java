package io.ssalmuk.file.postgres;

import io.ssalmuk.file.UnusedFiles;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresUnusedFiles implements UnusedFiles {

    private static final String REMOVE_UNUSED =
            """
            DELETE FROM client_file
            WHERE greatest(created_at, used_at)
                  < clock_timestamp() - :unusedMillis * interval '1 millisecond'
            """;

    private final JdbcClient jdbc;

    PostgresUnusedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int remove(Duration unused) {
        return jdbc.sql(REMOVE_UNUSED).param("unusedMillis", unused.toMillis()).update();
    }
}
