package io.ssalmuk.benchmark.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.quota.postgres.Ledgers;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger on a database of its own, and those who lease from it. */
final class LedgerBench implements AutoCloseable {

    private static final String BUCKET = "gemini-flash";
    private static final int TOKENS = 1_000;

    /** Who finds all buckets busy comes back after as long as a worker does. */
    private static final int BUSY_MILLIS = 1;

    private static final int BUSY_SPREAD_MILLIS = 2;

    private final HikariDataSource pool;
    private final QuotaLedger ledger;
    private final int connections;

    private LedgerBench(HikariDataSource pool, QuotaLedger ledger, int connections) {
        this.pool = pool;
        this.ledger = ledger;
        this.connections = connections;
    }

    static LedgerBench of(int projects, int rpm, int connections) {
        var database = TestPostgres.createDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        var pool = pool(database, connections);
        fill(JdbcClient.create(pool), projects, rpm);
        var ledger = Ledgers.of(JdbcClient.create(pool), Surroundings.WINDOW, Surroundings.MARGIN);
        return new LedgerBench(pool, ledger, connections);
    }

    private static HikariDataSource pool(Database database, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    private static void fill(JdbcClient jdbc, int projects, int rpm) {
        jdbc.sql(
                        """
                        INSERT INTO project (name, tier)
                        SELECT 'p' || n, 'free' FROM generate_series(1, :projects) AS n;
                        """)
                .param("projects", projects)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO gemini_key (project_id, name, fingerprint, ciphertext, source, state)
                        SELECT id, name, sha256(name::bytea), 'x', 'admin', 'active' FROM project
                        """)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO quota_bucket (project_id, bucket, rpm, tpm, rpd, limit_source)
                        SELECT id, :bucket, :rpm, :tpm, 2000000000, 'operator' FROM project
                        """)
                .param("bucket", BUCKET)
                .param("rpm", rpm)
                .param("tpm", (long) rpm * TOKENS)
                .update();
        jdbc.sql("ANALYZE").update();
    }

    /** All connections lease as fast as they can. */
    Seen run(int block, Duration time) {
        var asks = Collections.nCopies(block, new Ask(1, TOKENS, false));
        long end = System.nanoTime() + time.toNanos();
        try (var executor = Executors.newFixedThreadPool(connections)) {
            var runs =
                    IntStream.range(0, connections)
                            .mapToObj(_ -> executor.submit(() -> lease(asks, end)))
                            .toList();
            return Seen.together(time, results(runs));
        }
    }

    private static List<Seen.One> results(List<Future<Seen.One>> runs) {
        var results = new ArrayList<Seen.One>();
        try {
            for (var run : runs) {
                results.add(run.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return results;
    }

    private Seen.One lease(List<Ask> asks, long end) {
        var one = new Seen.One();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            switch (ledger.lease(BUCKET, asks, asks.size())) {
                case LeaseAnswer.Granted(var permits) ->
                        one.granted(permits.size(), System.nanoTime() - now);
                case LeaseAnswer.Busy _ -> {
                    one.busy();
                    long millis =
                            (long) BUSY_MILLIS
                                    + ThreadLocalRandom.current().nextInt(BUSY_SPREAD_MILLIS);
                    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
                }
                case LeaseAnswer.Exhausted none ->
                        throw new IllegalStateException("permits ran out: " + none);
                case LeaseAnswer.NoProject _, LeaseAnswer.TooLarge _ ->
                        throw new IllegalStateException("the benchmark is set up wrong");
            }
        }
        return one;
    }

    @Override
    public void close() {
        pool.close();
    }
}
