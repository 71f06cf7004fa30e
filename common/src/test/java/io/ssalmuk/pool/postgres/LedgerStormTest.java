package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.OperatorWords.Said;
import io.ssalmuk.pool.postgres.UpstreamLog.Call;
import io.ssalmuk.pool.postgres.UpstreamLog.Span;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.quota.QuotaScene;
import io.ssalmuk.quota.QuotaStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything at once: workers lease, send, settle for less and for more, give back, come too late
 * and fall over; the operator and refusals change limits; two projects turn out to be one;
 * connections are killed within their transactions, and transactions stand still with locks held.
 * The upstream's log is what is checked.
 */
class LedgerStormTest implements QuotaScene {

    private static final int WORKERS = 6;
    private static final int ROUNDS = 60;
    private static final int RPM = 8;
    private static final int TPM = 2_000;
    private static final int RPD = 70;
    private static final Duration TICK = Duration.ofMillis(80);
    private static final Duration USE_BY = Duration.ofMillis(300);
    private static final Duration JITTER = Duration.ofMillis(300);

    /** Some minutes before a day of 23 hours. */
    private static final Instant LATE = Instant.parse("2026-03-08T07:57:00Z");

    @AutoClose private final PoolHouse house = new PoolHouse();

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final List<UpstreamLog.Said> said = new ArrayList<>();
    private final AtomicReference<Span> merge = new AtomicReference<>(Span.NEVER);
    private final ConcurrentLinkedQueue<Permit> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger(WORKERS);

    @Override
    public QuotaStore store() {
        return house.store();
    }

    @ConcurrentTest
    void whateverHappensNoMoreLeavesThanTheLimitsAllow() {
        storm();
    }

    @ConcurrentTest
    void norWhereProjectsAreDrawnFromSoManyThatTheyAreNotAllLookedAt() {
        house.store().keyless(101);
        storm();
    }

    private void storm() {
        store().set(LATE);
        projects(4);
        limits(new Limits(RPM, (long) TPM, RPD));
        said.add(new UpstreamLog.Said(Span.PERHAPS, RPM, TPM));
        var one = house.projects().named("project-0").orElseThrow().id();
        var other = house.projects().named("project-1").orElseThrow().id();

        var calls =
                Race.of(
                                WORKERS + 2,
                                n -> {
                                    var random = new SplittableRandom(seed + n);
                                    return switch (n) {
                                        case 0 -> operate(random, () -> identify(one, other));
                                        case 1 -> destroy(random);
                                        default -> work(random);
                                    };
                                })
                        .stream()
                        .flatMap(List::stream)
                        .toList();

        var log =
                new UpstreamLog(
                        calls, said, merge.get(), List.of(one.value(), other.value()), seed);
        assertThat(log.size()).as("seed %d", seed).isGreaterThan(4 * RPM);
        assertThat(merge.get()).as("seed %d", seed).isNotEqualTo(Span.NEVER);
        log.keepsEveryMinute();
        log.keepsEveryDay(RPD);
    }

    private List<Call> work(SplittableRandom random) {
        var log = new ArrayList<Call>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                tried(() -> lease(store().ledger(), random, log));
                pass(upTo(TICK, random));
            }
        } finally {
            working.decrementAndGet();
        }
        return log;
    }

    private void lease(QuotaLedger ledger, SplittableRandom random, List<Call> log) {
        var asks = asks(random);
        var before = now();
        long from = System.nanoTime();
        var answer = ledger.lease(FLASH, asks, random.nextInt(1, asks.size() + 1));
        var leased = new Span(from, System.nanoTime());
        QuotaScene.permits(answer).forEach(permit -> use(permit, before, leased, random, log));
        if (answer instanceof LeaseAnswer.Exhausted(var _, var pause)
                && pause.compareTo(QuotaStore.WINDOW) < 0
                && random.nextInt(3) == 0) {
            pass(pause);
        }
    }

    private static List<Ask> asks(SplittableRandom random) {
        return Stream.generate(() ->
                        new Ask(
                                random.nextInt(1, 3),
                                random.nextLong(1, TPM / 4),
                                random.nextBoolean()))
                .limit(random.nextInt(1, 4))
                .toList();
    }

    private void use(
            Permit permit, Instant before, Span leased, SplittableRandom random, List<Call> log) {
        if (random.nextInt(8) == 0) {
            pass(upTo(USE_BY.multipliedBy(2), random)); // The process stands still.
        }
        var slack = USE_BY.minus(Duration.between(before, now()));
        if (!slack.isPositive()) {
            tried(() -> store().ledger().giveBack(permit));
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> tried(() -> store().ledger().giveBack(permit));
            case 1 -> {} // Fell over before it sent anything.
            default -> send(permit, before, leased, random, log);
        }
    }

    private void send(
            Permit permit, Instant before, Span leased, SplittableRandom random, List<Call> log) {
        var arrival = before.plus(upTo(USE_BY, random)).plus(upTo(JITTER, random));
        long tokens = random.nextLong(1, 2 * permit.tokens());
        if (random.nextInt(10) == 0) {
            refusals.add(permit);
        }
        pass(upTo(TICK, random));
        log.add(new Call(permit, arrival, tokens, leased, settle(permit, tokens, random)));
    }

    /** Some fall over before, and some settle long after the place has gone. */
    private Span settle(Permit permit, long tokens, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Span.NEVER;
        }
        long from = System.nanoTime();
        boolean settled = tried(() -> store().ledger().settle(permit, tokens));
        var span = new Span(from, System.nanoTime());
        return settled && !span.meets(merge.get()) ? span : Span.PERHAPS;
    }

    /** Says this and that, and learns from refusals; halfway two projects turn out to be one. */
    private List<Call> operate(SplittableRandom random, Runnable identify) {
        for (int round = 0; working.get() > 0; round++) {
            if (round == 12) {
                identify.run();
            }
            var refused = Optional.ofNullable(refusals.poll());
            refused.ifPresent(permit -> tried(() -> learn(permit, random)));
            if (random.nextInt(3) == 0) {
                say(random.nextInt(4, RPM + 1), random.nextLong(TPM / 2, TPM + 1));
            }
            tried(() -> house.lessons().recover());
            pass(upTo(TICK, random));
        }
        if (merge.get().equals(Span.NEVER)) {
            identify.run();
        }
        return List.of();
    }

    private void learn(Permit permit, SplittableRandom random) {
        var dimension = random.nextBoolean() ? Dimension.RPM : Dimension.TPM;
        house.lessons().refused(permit, Optional.of(dimension));
        inTransaction(
                () -> house.lessons().learn(permit, Dimension.RPM, RPM, Duration.ofSeconds(1)));
    }

    private void say(int rpm, long tpm) {
        Map<Dimension, Said> words =
                Map.of(Dimension.RPM, new Said.AtMost(rpm), Dimension.TPM, new Said.AtMost(tpm));
        long from = System.nanoTime();
        untilDone(() ->
                inTransaction(
                        () -> house.words().say(FLASH, Optional.empty(), words, PoolHouse.ADMIN)));
        said.add(new UpstreamLog.Said(new Span(from, System.nanoTime()), rpm, tpm));
    }

    private void identify(ProjectId one, ProjectId other) {
        untilDone(() -> house.lessons().identify(one, "4711"));
        long from = System.nanoTime();
        merge.set(new Span(from, Long.MAX_VALUE));
        untilDone(() -> house.lessons().identify(other, "4711"));
        merge.set(new Span(from, System.nanoTime()));
    }

    private void inTransaction(Runnable action) {
        new TransactionTemplate(new JdbcTransactionManager(house.store().database().dataSource()))
                .executeWithoutResult(_ -> action.run());
    }

    /**
     * Kills connections, its own within a lease and others at random, and stands still on locks.
     */
    private List<Call> destroy(SplittableRandom random) {
        var log = new ArrayList<Call>();
        while (working.get() > 0) {
            try (var connection =
                    house.store().database().database().dataSource().getConnection()) {
                connection.setAutoCommit(false);
                destroy(connection, random, log);
            } catch (SQLException | DataAccessException _) {
                // That is what it is here for.
            }
            pass(upTo(TICK, random));
        }
        return log;
    }

    private void destroy(Connection connection, SplittableRandom random, List<Call> log)
            throws SQLException {
        var one = new SingleConnectionDataSource(connection, true);
        switch (random.nextInt(4)) {
            case 0 -> {
                store(one).lease(FLASH, asks(random), 2);
                kill(
                        "pid = "
                                + JdbcClient.create(one)
                                        .sql("SELECT pg_backend_pid()")
                                        .query(Integer.class)
                                        .single());
                connection.commit();
            }
            case 1 ->
                    kill(
                            "pid = (SELECT pid FROM pg_stat_activity WHERE application_name <> 'storm'"
                                    + " AND datname = current_database() ORDER BY random() LIMIT 1)");
            case 2 -> {
                JdbcClient.create(one)
                        .sql("SELECT id FROM quota_bucket ORDER BY random() LIMIT 1 FOR UPDATE")
                        .query()
                        .listOfRows();
                pass(upTo(Duration.ofSeconds(2), random));
                connection.commit();
            }
            default -> leaseSlowly(connection, one, random, log);
        }
    }

    private QuotaLedger store(SingleConnectionDataSource one) {
        return house.store().ledgerOn(one);
    }

    /** Its lease is committed only when time has passed. */
    private void leaseSlowly(
            Connection connection,
            SingleConnectionDataSource one,
            SplittableRandom random,
            List<Call> log)
            throws SQLException {
        var before = now();
        long from = System.nanoTime();
        var permits = QuotaScene.permits(store(one).lease(FLASH, asks(random), 2));
        pass(upTo(USE_BY.multipliedBy(2), random));
        connection.commit();
        var leased = new Span(from, System.nanoTime());
        permits.forEach(permit -> use(permit, before, leased, random, log));
    }

    private void kill(String whom) {
        house.store()
                .database()
                .jdbc()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + whom)
                .query()
                .listOfRows();
    }

    /** The clock runs on whoever is killed. */
    private void pass(Duration time) {
        untilDone(() -> store().pass(time));
    }

    private Instant now() {
        var now = new AtomicReference<>(LATE);
        untilDone(() -> now.set(store().now()));
        return now.get();
    }

    private static boolean tried(Runnable step) {
        try {
            step.run();
            return true;
        } catch (DataAccessException | TransactionException _) {
            return false;
        }
    }

    private static void untilDone(Runnable step) {
        while (!tried(step)) {
            Thread.onSpinWait();
        }
    }

    private static Duration upTo(Duration most, SplittableRandom random) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }
}
