package io.ssalmuk.job.postgres;

import io.ssalmuk.job.CallTimes;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresCallTimes implements CallTimes {

    private static final String USUAL =
            """
            -- The log's latest entries, whichever their buckets: no more is read.
            SELECT bucket, percentile_disc(0.5) WITHIN GROUP (ORDER BY upstream_ms) AS millis
            FROM (SELECT bucket, upstream_ms FROM usage_log
                  WHERE ended_at > clock_timestamp() - interval '1 day'
                  ORDER BY ended_at DESC, job_id DESC
                  LIMIT 2000) AS latest
            WHERE upstream_ms IS NOT NULL
            GROUP BY bucket
            """;

    private final JdbcClient jdbc;

    PostgresCallTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Usual(String bucket, Duration time) {}

    @Override
    public Map<String, Duration> usual() {
        return jdbc
                .sql(USUAL)
                .query((row, _) ->
                        new Usual(
                                row.getString("bucket"), Duration.ofMillis(row.getLong("millis"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Usual::bucket, Usual::time));
    }
}
