package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.KeyRechecks;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.secret.SealedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresKeyRechecks implements KeyRechecks {

    private static final String DUE =
            """
            UPDATE gemini_key k
            -- Until the answer is known; a worker that ends meanwhile costs these minutes.
            SET recheck_at = ledger_now() + interval '2 minutes'
            FROM (SELECT g.id
                  FROM gemini_key g
                  JOIN project p ON p.id = g.project_id AND p.active AND p.simulated = :simulated
                  WHERE g.state = 'quarantined' AND g.recheck_at <= ledger_now()
                  ORDER BY g.recheck_at
                  LIMIT :most
                  FOR NO KEY UPDATE OF g SKIP LOCKED) AS due
            WHERE k.id = due.id
            RETURNING k.id, k.project_id, k.fingerprint, k.ciphertext
            """;

    private static final String WORKS = "SELECT revive_key(:key)";

    private static final String REFUSED =
            """
            UPDATE gemini_key
            SET rechecks = rechecks + 1, reason = :reason,
                -- A minute, two, four, up to six hours.
                recheck_at = ledger_now() + least(interval '6 hours',
                    interval '1 minute' * power(2, least(rechecks + 1, 12)))
            WHERE id = :key AND state = 'quarantined'
            """;

    private final JdbcClient jdbc;
    private final LedgerWindow ledger;

    PostgresKeyRechecks(JdbcClient jdbc, LedgerWindow ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    public List<DueKey> due(int most) {
        return jdbc.sql(DUE)
                .param("most", most)
                .param("simulated", ledger.simulated())
                .query((row, _) -> key(row))
                .list();
    }

    private static DueKey key(ResultSet row) throws SQLException {
        return new DueKey(
                new KeyId(row.getLong("id")),
                new ProjectId(row.getLong("project_id")),
                new SealedKey(row.getBytes("fingerprint"), row.getBytes("ciphertext")));
    }

    @Override
    public int works(KeyId key) {
        return jdbc.sql(WORKS).param("key", key.value()).query(Integer.class).single();
    }

    @Override
    public void refused(KeyId key, String reason) {
        jdbc.sql(REFUSED).param("key", key.value()).param("reason", reason).update();
    }
}
