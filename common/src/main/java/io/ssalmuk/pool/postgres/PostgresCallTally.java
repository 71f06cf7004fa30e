package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.CallTally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresCallTally implements CallTally {

    private static final String ADD =
            """
            INSERT INTO call_tally AS t (minute, bucket, outcome, calls)
            VALUES (date_trunc('minute', ledger_now()), :bucket, :outcome, :calls)
            ON CONFLICT (minute, bucket, outcome) DO UPDATE SET calls = t.calls + excluded.calls
            """;

    private static final String SINCE =
            """
            SELECT s.bucket, s.outcome, s.calls, m.minutes, coalesce(r.rpm, 0) AS rpm,
                   coalesce(r.rpd, 0) AS rpd
            FROM (SELECT bucket, outcome, sum(calls)::bigint AS calls
                  FROM call_tally
                  WHERE minute > ledger_now() - :millis * interval '1 millisecond'
                  GROUP BY bucket, outcome) AS s
            JOIN (SELECT bucket, count(DISTINCT minute) AS minutes
                  FROM call_tally
                  WHERE minute > ledger_now() - :millis * interval '1 millisecond'
                  GROUP BY bucket) AS m ON m.bucket = s.bucket
            -- A sum is unlimited, NULL, as soon as one of its parts is.
            LEFT JOIN LATERAL (
                SELECT CASE WHEN every(q.rpm IS NOT NULL) THEN sum(q.rpm) END AS rpm,
                       CASE WHEN every(q.rpd IS NOT NULL) THEN sum(q.rpd) END AS rpd
                FROM quota_bucket b
                JOIN quota_belief q ON q.bucket_id = b.id
                JOIN project p ON p.id = b.project_id AND p.active AND p.simulated = :simulated
                WHERE b.bucket = s.bucket
                  AND EXISTS (SELECT FROM gemini_key k
                              WHERE k.project_id = p.id AND k.state = 'active')) AS r ON true
            ORDER BY s.bucket, s.outcome
            """;

    private static final String FORGET =
            """
            DELETE FROM call_tally WHERE minute < ledger_now() - :millis * interval '1 millisecond'
            """;

    private final JdbcClient jdbc;
    private final LedgerWindow ledger;

    PostgresCallTally(JdbcClient jdbc, LedgerWindow ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    @Transactional
    public void add(Collection<Count> counts) {
        // In one order, or two workers deadlock.
        counts.stream()
                .sorted(Comparator.comparing(Count::bucket).thenComparing(Count::outcome))
                .forEach(this::add);
    }

    private void add(Count count) {
        jdbc.sql(ADD)
                .param("bucket", count.bucket())
                .param("outcome", count.outcome())
                .param("calls", count.calls())
                .update();
    }

    @Override
    public List<Sum> since(Duration ago) {
        return jdbc.sql(SINCE)
                .param("millis", ago.toMillis())
                .param("simulated", ledger.simulated())
                .query((row, _) -> sum(row))
                .list();
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getString("bucket"),
                row.getString("outcome"),
                row.getLong("calls"),
                row.getLong("minutes"),
                row.getLong("rpm"),
                row.getLong("rpd"));
    }

    @Override
    public void forget(Duration ago) {
        jdbc.sql(FORGET).param("millis", ago.toMillis()).update();
    }
}
