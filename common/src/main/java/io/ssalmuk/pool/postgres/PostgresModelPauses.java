package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.ModelPauses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresModelPauses implements ModelPauses {

    /** Doubled each time, up to the longest; half of it is by chance. */
    private static final Duration FIRST = Duration.ofSeconds(4);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final String BEGIN =
            """
            INSERT INTO model_pause AS p (bucket, until)
            VALUES (:bucket, clock_timestamp() + (0.5 + random() / 2) * :firstMillis * interval '1 millisecond')
            ON CONFLICT (bucket) DO UPDATE
            SET (trips, since, until) = (
                SELECT t.trips,
                       CASE WHEN t.trips = 1 THEN clock_timestamp() ELSE p.since END,
                       -- Another worker may have begun it a moment ago.
                       CASE WHEN p.until > clock_timestamp() THEN p.until
                            ELSE clock_timestamp()
                                 + (0.5 + random() / 2)
                                   * least(:firstMillis * 2.0 ^ least(t.trips - 1, 20), :longestMillis)
                                   * interval '1 millisecond' END
                FROM (SELECT CASE WHEN p.until > clock_timestamp() THEN p.trips
                                  -- What failed long ago says nothing of this time.
                                  WHEN p.until < clock_timestamp() - interval '5 minutes' THEN 1
                                  ELSE p.trips + 1 END AS trips) AS t)
            RETURNING bucket, trips,
                      ceil(extract(epoch FROM until - clock_timestamp()) * 1000)::bigint AS left_millis
            """;

    private static final String END = "DELETE FROM model_pause WHERE bucket = :bucket";

    private static final String ALL =
            """
            SELECT bucket, trips,
                   greatest(0, ceil(extract(epoch FROM until - clock_timestamp()) * 1000))::bigint
                       AS left_millis
            FROM model_pause
            WHERE until > clock_timestamp() - interval '1 hour'
            ORDER BY bucket
            """;

    private final JdbcClient jdbc;

    PostgresModelPauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Pause begin(String bucket) {
        return jdbc.sql(BEGIN)
                .param("bucket", bucket)
                .param("firstMillis", FIRST.toMillis())
                .param("longestMillis", LONGEST.toMillis())
                .query((row, _) -> pause(row))
                .single();
    }

    @Override
    public void end(String bucket) {
        jdbc.sql(END).param("bucket", bucket).update();
    }

    @Override
    public List<Pause> all() {
        return jdbc.sql(ALL).query((row, _) -> pause(row)).list();
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getString("bucket"),
                row.getInt("trips"),
                Duration.ofMillis(Math.max(0, row.getLong("left_millis"))));
    }
}
