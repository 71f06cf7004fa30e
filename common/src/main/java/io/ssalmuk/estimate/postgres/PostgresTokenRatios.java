package io.ssalmuk.estimate.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.estimate.TokenRatio;
import io.ssalmuk.estimate.TokenRatios;
import io.ssalmuk.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresTokenRatios implements TokenRatios {

    /** Long calls weigh more: it is their tokens that a limit is about. */
    private static final String COUNTED =
            """
            SELECT c.client_id, c.bucket, count(*) AS calls,
                   sum(c.counted)::float8 / sum(c.tokens)::float8 AS ratio,
                   coalesce(sum(c.counted::float8 * c.counted / c.tokens) / sum(c.tokens)::float8
                            - (sum(c.counted)::float8 / sum(c.tokens)::float8) ^ 2, 0) AS spread
            FROM (SELECT j.client_id, j.bucket, j.tokens, n.counted
                  FROM unnest(:jobs, :counted) AS n (id, counted)
                  JOIN job j ON j.id = n.id) AS c
            GROUP BY c.client_id, c.bucket
            -- In one order, or two workers that learn the same deadlock.
            ORDER BY c.client_id, c.bucket
            """;

    private static final String LOCK =
            """
            INSERT INTO token_ratio (client_id, bucket, calls, mean, variance)
            VALUES (:client, :bucket, 0, 1, 0)
            -- Changes nothing, and locks what is there.
            ON CONFLICT (client_id, bucket) DO UPDATE SET calls = token_ratio.calls
            RETURNING calls, mean, variance
            """;

    private static final String WRITE =
            """
            UPDATE token_ratio
            SET calls = :calls, mean = :mean, variance = :variance, changed_at = clock_timestamp()
            WHERE client_id = :client AND bucket = :bucket
            """;

    private static final String READ =
            """
            SELECT calls, mean, variance FROM token_ratio
            WHERE client_id = :client AND bucket = :bucket
            """;

    private final JdbcClient jdbc;

    PostgresTokenRatios(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What several calls of one client add. */
    private record News(UUID client, String bucket, long calls, double ratio, double spread) {}

    @Override
    @Transactional
    public void learn(Map<JobId, Long> counted) {
        var jobs = List.copyOf(counted.entrySet());
        Object[] ids = jobs.stream().map(job -> job.getKey().value()).toArray();
        Object[] tokens = jobs.stream().map(Map.Entry::getValue).toArray();
        jdbc.sql(COUNTED)
                .param("jobs", new SqlArrayValue("uuid", ids))
                .param("counted", new SqlArrayValue("int8", tokens))
                .query((row, _) -> news(row))
                .list()
                .forEach(this::learn);
    }

    private static News news(ResultSet row) throws SQLException {
        return new News(
                row.getObject("client_id", UUID.class),
                row.getString("bucket"),
                row.getLong("calls"),
                row.getDouble("ratio"),
                Math.max(0, row.getDouble("spread")));
    }

    private void learn(News news) {
        var known =
                jdbc.sql(LOCK)
                        .param("client", news.client())
                        .param("bucket", news.bucket())
                        .query((row, _) -> ratio(row))
                        .single();
        var next = known.with(news.calls(), news.ratio(), news.spread());
        jdbc.sql(WRITE)
                .param("client", news.client())
                .param("bucket", news.bucket())
                .param("calls", next.calls())
                .param("mean", next.mean())
                .param("variance", next.variance())
                .update();
    }

    private static TokenRatio ratio(ResultSet row) throws SQLException {
        return new TokenRatio(
                row.getLong("calls"), row.getDouble("mean"), row.getDouble("variance"));
    }

    @Override
    public double of(ClientId client, String bucket) {
        return jdbc.sql(READ)
                .param("client", client.value())
                .param("bucket", bucket)
                .query((row, _) -> ratio(row))
                .optional()
                .orElse(TokenRatio.NONE)
                .factor();
    }
}
