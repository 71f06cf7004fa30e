package io.ssalmuk.quota.postgres;

import static io.ssalmuk.quota.QuotaScene.permits;
import static io.ssalmuk.quota.QuotaStore.OCCUPIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What other connections hold or change while the ledger's statements run. */
class PostgresLedgerLockTest implements QuotaScene {

    @AutoClose private final PostgresQuotaStore store = new PostgresQuotaStore();

    @Override
    public QuotaStore store() {
        return store;
    }

    @Test
    void aBusyBucketIsSkippedNotWaitedFor() throws SQLException {
        projects(2);
        limit(15, null);

        try (var other = begin()) {
            run(
                    other,
                    "SELECT FROM quota_bucket WHERE id = (SELECT min(id) FROM quota_bucket) FOR UPDATE");

            assertThat(granted(100)).hasSize(15);
        }
    }

    @Test
    void whereEveryBucketIsBusyTheAnswerSaysSo() throws SQLException {
        projects(2);
        limit(15, null);

        try (var other = begin()) {
            run(other, "SELECT FROM quota_bucket FOR UPDATE");

            assertThat(lease(1)).isEqualTo(new LeaseAnswer.Busy());
        }
        assertThat(granted(1)).hasSize(1);
    }

    /**
     * The statement has its snapshot and waits in its first look at the clock; meanwhile another
     * takes both places and commits.
     */
    @Test
    void whatAnotherTookSinceTheStatementBeganIsCounted() throws Exception {
        projects(1);
        limit(2, null);
        makeTheClockWaitFor(42);

        try (var other = begin();
                var executor = Executors.newSingleThreadExecutor()) {
            run(other, "SELECT pg_advisory_lock(42)");
            var answer = executor.submit(() -> lease(2));
            awaitAStatementThatWaits();
            run(
                    other,
                    """
                    INSERT INTO quota_lease (bucket_id, units, day, free_at)
                    SELECT id, 1, '2026-03-01', '2026-03-01T20:01:00Z'
                    FROM quota_bucket, generate_series(1, 2);
                    UPDATE quota_bucket SET occupied = 2, day_used = 2, day = '2026-03-01';
                    COMMIT;
                    SELECT pg_advisory_unlock(42)
                    """);

            assertThat(permits(answer.get())).isEmpty();
        }
    }

    @Test
    void whatAnotherGaveBackSinceTheStatementBeganIsNotFreedTwice() throws Exception {
        projects(1);
        limit(2, null);
        granted(2);
        store.pass(OCCUPIED);
        makeTheClockWaitFor(42);

        try (var other = begin();
                var executor = Executors.newSingleThreadExecutor()) {
            run(other, "SELECT pg_advisory_lock(42)");
            var answer = executor.submit(() -> lease(5));
            awaitAStatementThatWaits();
            run(
                    other,
                    """
                    DELETE FROM quota_lease;
                    UPDATE quota_bucket SET occupied = 0;
                    COMMIT;
                    SELECT pg_advisory_unlock(42)
                    """);

            assertThat(permits(answer.get())).hasSize(2);
            assertThat(granted(5)).isEmpty();
        }
    }

    @Test
    void whatIsSettledWhileItsProjectIsMergedAwayIsSettledWhereItsLeaseIsThen() throws Exception {
        projects(2);
        tokens(1_000);
        var permit = permit();

        try (var other = begin();
                var executor = Executors.newSingleThreadExecutor()) {
            run(
                    other,
                    "SELECT merge_projects((SELECT id FROM project WHERE id <> %1$d), %1$d)"
                            .formatted(permit.project().value()));
            var settling = executor.submit(() -> store.ledger().settle(permit, 900));
            awaitAStatementThatWaits();
            other.commit();
            settling.get();
        }

        assertThat(served(200)).isEmpty();
        assertThat(served(100)).hasSize(1);
    }

    @ConcurrentTest
    void workersThatStartTogetherMergeTheSameKeysInAnyOrder() {
        var transaction =
                new TransactionTemplate(new JdbcTransactionManager(store.database().dataSource()));

        Race.of(
                8,
                n -> {
                    var keys = new java.util.ArrayList<>(PooledKeys.projects(20));
                    Collections.rotate(keys, n * 5);
                    transaction.executeWithoutResult(
                            _ -> store.pool().merge(keys, Tier.FREE, REAL));
                    limit(15, null);
                    return n;
                });

        assertThat(granted(1_000)).hasSize(300);
    }

    private void makeTheClockWaitFor(int lock) {
        store.database()
                .jdbc()
                .sql(
                        """
                        CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz
                            LANGUAGE plpgsql VOLATILE AS
                        'BEGIN
                            PERFORM pg_advisory_xact_lock_shared(%d);
                            RETURN (SELECT now FROM ledger_clock);
                        END'
                        """
                                .formatted(lock))
                .update();
    }

    private void awaitAStatementThatWaits() {
        await().until(() ->
                store.database()
                        .jdbc()
                        .sql(
                                """
                                SELECT EXISTS (SELECT FROM pg_locks
                                               WHERE NOT granted)
                                """)
                        .query(Boolean.class)
                        .single());
    }

    private Connection begin() throws SQLException {
        var connection = store.database().dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
