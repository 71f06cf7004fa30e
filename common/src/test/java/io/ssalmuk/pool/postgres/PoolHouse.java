package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.GeminiKeys;
import io.ssalmuk.pool.Projects;
import io.ssalmuk.pool.Projects.Change;
import io.ssalmuk.pool.Projects.Project;
import io.ssalmuk.pool.QuotaReport.Account;
import io.ssalmuk.pool.QuotaReport.Filter;
import io.ssalmuk.pool.QuotaReport.Position;
import io.ssalmuk.quota.QuotaStore;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.quota.postgres.PostgresQuotaStore;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that is known of one pool, its ledger beside it. */
final class PoolHouse implements AutoCloseable {

    static final Actor ADMIN = new Actor("admin", "10.0.0.1");

    private final PostgresQuotaStore store = new PostgresQuotaStore();
    private final JdbcClient jdbc = store.database().jdbc();
    private final LedgerWindow ledger =
            new LedgerWindow(QuotaStore.WINDOW, QuotaStore.MARGIN, false);
    private final PostgresAudit audit = new PostgresAudit(jdbc);

    PostgresQuotaStore store() {
        return store;
    }

    PostgresPoolLessons lessons() {
        return lessons(jdbc);
    }

    PostgresPoolLessons lessons(JdbcClient jdbc) {
        return new PostgresPoolLessons(jdbc, ledger);
    }

    PostgresKeyRechecks rechecks() {
        return new PostgresKeyRechecks(jdbc, ledger);
    }

    PostgresAliases aliases() {
        return new PostgresAliases(jdbc, audit);
    }

    PostgresOperatorWords words() {
        return new PostgresOperatorWords(jdbc, audit);
    }

    Projects projects() {
        return new PostgresProjects(jdbc, audit);
    }

    GeminiKeys keys() {
        return new PostgresGeminiKeys(jdbc, ledger, audit);
    }

    PostgresCallTally tally() {
        return new PostgresCallTally(jdbc, ledger);
    }

    PostgresQuotaReport report() {
        return new PostgresQuotaReport(jdbc, ledger);
    }

    PostgresAudit audit() {
        return audit;
    }

    /** The accounts of one bucket, in the order of projects. */
    List<Account> accounts(String bucket) {
        var filter = new Filter(Optional.empty(), Optional.of(bucket));
        return report().page(filter, Position.START, 1_000);
    }

    Project create(String name, Tier tier) {
        return done(projects().create(name, tier, false, ADMIN));
    }

    static Project done(Change change) {
        return switch (change) {
            case Change.Done(var project) -> project;
            case Change.NameTaken(), Change.Unknown() ->
                    throw new AssertionError("not done: " + change);
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
