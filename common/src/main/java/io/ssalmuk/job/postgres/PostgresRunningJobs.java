package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.RunningJobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresRunningJobs implements RunningJobs {

    private static final String RUNNING =
            """
            SELECT j.bucket, j.lane, count(*) AS running
            FROM job_claim c
            JOIN job j ON j.id = c.job_id
            GROUP BY j.bucket, j.lane
            """;

    private final JdbcClient jdbc;

    PostgresRunningJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Running(Line line, long jobs) {}

    @Override
    public Map<Line, Long> perLine() {
        return jdbc.sql(RUNNING).query((row, _) -> running(row)).list().stream()
                .collect(Collectors.toMap(Running::line, Running::jobs));
    }

    private static Running running(ResultSet row) throws SQLException {
        var line = new Line(row.getString("bucket"), Lane.of(row.getString("lane")));
        return new Running(line, row.getLong("running"));
    }
}
