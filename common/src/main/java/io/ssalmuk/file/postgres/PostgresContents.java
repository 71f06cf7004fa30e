package io.ssalmuk.file.postgres;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The bytes go while the content's row is locked, and before that is committed. Were they deleted
 * afterwards, somebody could have uploaded the same content in between and found them still there.
 */
@Component
final class PostgresContents implements Contents {

    private static final String LOCK_CONTENT =
            """
            -- A statement of its own, so that the next one sees what was committed before the lock.
            SELECT hash FROM file_content WHERE hash = :hash FOR UPDATE
            """;

    private static final String DELETE_UNUSED =
            """
            DELETE FROM file_content c
            WHERE c.hash = :hash
              AND NOT EXISTS (SELECT FROM client_file f WHERE f.hash = c.hash)
              AND NOT EXISTS (SELECT FROM job_file j WHERE j.hash = c.hash)
            RETURNING EXISTS (SELECT FROM upstream_copy u WHERE u.hash = c.hash)
            """;

    private static final String UNUSED =
            """
            SELECT c.hash
            FROM file_content c
            WHERE NOT EXISTS (SELECT FROM client_file f WHERE f.hash = c.hash)
              AND NOT EXISTS (SELECT FROM job_file j WHERE j.hash = c.hash)
            LIMIT 1000
            """;

    private static final String UNKNOWN =
            """
            SELECT s.hash
            FROM unnest(:hashes) AS s (hash)
            WHERE NOT EXISTS (SELECT FROM file_content c WHERE c.hash = s.hash)
            """;

    private static final String HOLD_UNKNOWN =
            """
            -- Waits for an upload of the same content that is about to be committed, and keeps the
            -- next one waiting.
            INSERT INTO file_content (hash, size) VALUES (:hash, 1) ON CONFLICT (hash) DO NOTHING
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final FileStore store;
    private final TransactionOperations transactions;

    PostgresContents(JdbcClient jdbc, FileStore store, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public Collected collect(ContentHash hash) {
        return transactions.execute(_ -> deleteUnused(hash));
    }

    private Collected deleteUnused(ContentHash hash) {
        if (jdbc.sql(LOCK_CONTENT).param("hash", hash.bytes()).query().listOfRows().isEmpty()) {
            return Collected.GONE;
        }
        Optional<Boolean> copied =
                jdbc.sql(DELETE_UNUSED).param("hash", hash.bytes()).query(Boolean.class).optional();
        if (copied.isEmpty()) {
            return Collected.IN_USE;
        }
        store.delete(hash);
        return copied.get() ? Collected.GONE_WITH_COPIES : Collected.GONE;
    }

    @Override
    public int collectUnused() {
        var unused =
                jdbc.sql(UNUSED).query((row, _) -> ContentHash.of(row.getBytes("hash"))).list();
        return (int) unused.stream().filter(hash -> collect(hash) != Collected.IN_USE).count();
    }

    @Override
    public int removeStrays(Duration age) {
        var old = List.copyOf(store.olderThan(age));
        int removed = 0;
        for (int from = 0; from < old.size(); from += BATCH) {
            var batch = old.subList(from, Math.min(from + BATCH, old.size()));
            removed += (int) unknown(batch).stream().filter(this::removeStray).count();
        }
        return removed;
    }

    private List<ContentHash> unknown(Collection<ContentHash> hashes) {
        // The driver encodes byte arrays only from an array of exactly this type.
        Object[] bytes = hashes.stream().map(ContentHash::bytes).toArray(byte[][]::new);
        return jdbc.sql(UNKNOWN)
                .param("hashes", new SqlArrayValue("bytea", bytes))
                .query((row, _) -> ContentHash.of(row.getBytes("hash")))
                .list();
    }

    private boolean removeStray(ContentHash hash) {
        return transactions.execute(transaction -> removeStray(hash, transaction));
    }

    private boolean removeStray(ContentHash hash, TransactionStatus transaction) {
        boolean ours = jdbc.sql(HOLD_UNKNOWN).param("hash", hash.bytes()).update() == 1;
        if (ours) {
            store.delete(hash);
            transaction.setRollbackOnly(); // The row was there to be locked.
        }
        return ours;
    }
}
