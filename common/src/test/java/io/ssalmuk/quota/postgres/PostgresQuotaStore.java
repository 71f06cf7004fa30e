package io.ssalmuk.quota.postgres;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.QuotaSupply;
import io.ssalmuk.quota.QuotaView;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The PostgreSQL ledger, its clock a row of a table instead of the server's. */
public final class PostgresQuotaStore implements QuotaStore, AutoCloseable {

    private final MigratedDatabase database = MigratedDatabase.create();
    private final JdbcClient jdbc = database.jdbc();

    public PostgresQuotaStore() {
        jdbc.sql(
                        """
                        CREATE TABLE ledger_clock AS SELECT clock_timestamp() AS now;
                        CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz
                            LANGUAGE sql VOLATILE AS 'SELECT now FROM ledger_clock'
                        """)
                .update();
    }

    /** As many projects as that, which have no key. */
    public void keyless(int count) {
        jdbc.sql(
                        """
                        INSERT INTO project (name, tier)
                        SELECT 'keyless-' || n, 'free' FROM generate_series(1, :count) AS n
                        ON CONFLICT DO NOTHING
                        """)
                .param("count", count)
                .update();
    }

    public MigratedDatabase database() {
        return database;
    }

    @Override
    public KeyPool pool() {
        return new PostgresKeyPool(jdbc);
    }

    @Override
    public QuotaLedger ledger() {
        return ledger(false, 0);
    }

    @Override
    public QuotaLedger simulatedLedger() {
        return ledger(true, 0);
    }

    @Override
    public QuotaLedger ledgerKeeping(double share) {
        return ledger(false, share);
    }

    /** What it does is committed by whoever has the connection, or is not. */
    public QuotaLedger ledgerOn(DataSource connection) {
        return new PostgresQuotaLedger(JdbcClient.create(connection), properties(false, 0));
    }

    private QuotaLedger ledger(boolean simulated, double share) {
        return new PostgresQuotaLedger(jdbc, properties(simulated, share));
    }

    private static LedgerProperties properties(boolean simulated, double share) {
        return new LedgerProperties(
                WINDOW, MARGIN, Duration.ofMillis(300), Duration.ofMillis(150), share, simulated);
    }

    @Override
    public QuotaView view() {
        return new PostgresQuotaView(jdbc, properties(false, 0));
    }

    @Override
    public QuotaView simulatedView() {
        return new PostgresQuotaView(jdbc, properties(true, 0));
    }

    @Override
    public QuotaSupply supply() {
        return new PostgresQuotaSupply(jdbc, properties(false, 0));
    }

    @Override
    public Instant now() {
        return jdbc.sql("SELECT now FROM ledger_clock")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public void set(Instant now) {
        jdbc.sql("UPDATE ledger_clock SET now = :now::timestamptz")
                .param("now", now.toString())
                .update();
    }

    @Override
    public void pass(Duration time) {
        jdbc.sql("UPDATE ledger_clock SET now = now + :millis * interval '1 millisecond'")
                .param("millis", time.toMillis())
                .update();
    }

    @Override
    public void close() {
        database.close();
    }
}
