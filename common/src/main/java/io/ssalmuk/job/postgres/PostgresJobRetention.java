package io.ssalmuk.job.postgres;

import io.ssalmuk.job.JobRetention;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobRetention implements JobRetention {

    private static final int STRAYS_AT_A_TIME = 1_000;

    private static final String DAYS_BEFORE =
            """
            SELECT d.day
            FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid AND c.relname ~ '^job_[0-9]{8}$'
            CROSS JOIN LATERAL (SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day) AS d
            WHERE i.inhparent = 'job'::regclass
              AND d.day < ((clock_timestamp() - :keepMillis * interval '1 millisecond')
                           AT TIME ZONE 'UTC')::date
            ORDER BY d.day
            """;

    private static final String DROP_DAY =
            "SELECT drop_job_day(:day, :keepMillis * interval '1 millisecond')";

    private static final String DELETE_STRAYS =
            "SELECT delete_stray_jobs(:keepMillis * interval '1 millisecond', :most)";

    private final JdbcClient jdbc;

    PostgresJobRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LocalDate> daysBefore(Duration keep) {
        return jdbc.sql(DAYS_BEFORE)
                .param("keepMillis", keep.toMillis())
                .query((row, _) -> row.getObject("day", LocalDate.class))
                .list();
    }

    @Override
    public Dropping drop(LocalDate day, Duration keep) {
        return Dropping.valueOf(
                jdbc.sql(DROP_DAY)
                        .param("day", day)
                        .param("keepMillis", keep.toMillis())
                        .query(String.class)
                        .single());
    }

    @Override
    public int deleteStrays(Duration keep) {
        return jdbc.sql(DELETE_STRAYS)
                .param("keepMillis", keep.toMillis())
                .param("most", STRAYS_AT_A_TIME)
                .query(Integer.class)
                .single();
    }
}
