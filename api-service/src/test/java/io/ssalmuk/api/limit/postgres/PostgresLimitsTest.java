package io.ssalmuk.api.limit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.api.MutableClock;
import io.ssalmuk.api.limit.ClientMeters;
import io.ssalmuk.api.limit.ClientMetersContract;
import io.ssalmuk.api.limit.OpenJobs;
import io.ssalmuk.api.limit.Window;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Limits in a real PostgreSQL. */
final class PostgresLimitsTest implements ClientMetersContract {

    private static MigratedDatabase database;

    private final MutableClock clock = new MutableClock();

    @BeforeAll
    static void start() {
        database = MigratedDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    public MutableClock clock() {
        return clock;
    }

    @Override
    public ClientMeters meters() {
        return new BucketMeters(database.dataSource(), clock);
    }

    /** As a process of its own sees it. */
    private OpenJobs openJobs() {
        var transactions = new DataSourceTransactionManager(database.dataSource());
        return new PostgresOpenJobs(database.jdbc(), new TransactionTemplate(transactions), clock);
    }

    @ConcurrentTest
    void aMinuteThatACrashForgotIsCountedAnewHoweverManyAskAtOnce() throws Exception {
        var meters = meters();
        var client = Fixtures.client();
        for (int crash = 0; crash < 50; crash++) {
            meters.take(client, Window.MINUTE, 50);
            database.jdbc().sql("TRUNCATE client_minute").update();

            long passed =
                    ClientMetersContract.passed(20, _ -> meters.take(client, Window.MINUTE, 50));

            assertThat(passed).isEqualTo(20);
        }
    }

    @Test
    void noMoreJobsAreOpenThanTheLimit() {
        var jobs = openJobs();
        var client = Fixtures.client();

        assertThat(jobs.take(client, JobId.next(), 2)).hasValue(1);
        assertThat(jobs.take(client, JobId.next(), 2)).hasValue(0);
        assertThat(jobs.take(client, JobId.next(), 2)).isEmpty();
        assertThat(jobs.take(Fixtures.client(), JobId.next(), 2)).hasValue(1);
    }

    @Test
    void aJobThatWasNotAcceptedAfterAllLeavesItsPlace() {
        var jobs = openJobs();
        var client = Fixtures.client();
        var job = JobId.next();
        jobs.take(client, job, 1);

        jobs.giveBack(client, job);

        assertThat(jobs.take(client, JobId.next(), 1)).hasValue(0);
    }

    @Test
    void aJobThatEndsMakesRoomWithoutSayingSo() {
        var jobs = openJobs();
        var client = Fixtures.client();
        var job = JobId.next();
        jobs.take(client, job, 1);
        store(job, client);
        assertThat(jobs.take(client, JobId.next(), 1)).isEmpty();

        end(job);
        clock.advance(Duration.ofMillis(250));

        assertThat(jobs.take(client, JobId.next(), 1)).hasValue(0);
    }

    @Test
    void whoNeverBecameAJobIsForgotten() {
        var jobs = openJobs();
        var client = Fixtures.client();
        jobs.take(client, JobId.next(), 1);
        database.jdbc()
                .sql("UPDATE client_open_job SET taken_at = taken_at - interval '2 minutes'")
                .update();

        assertThat(jobs.take(client, JobId.next(), 1)).hasValue(0);
    }

    @ConcurrentTest
    void threeProcessesTogetherHaveNoMoreOpenThanOneWould() throws Exception {
        var client = Fixtures.client();
        var processes = IntStream.range(0, 3).mapToObj(_ -> openJobs()).toList();

        long passed =
                ClientMetersContract.passed(
                        60, n -> processes.get(n % 3).take(client, JobId.next(), 10));

        assertThat(passed).isEqualTo(10);
    }

    @Test
    void theTokensOfADayAreThoseOfItsJobs() {
        var client = Fixtures.client();
        var now = clock.instant();
        var used = new PostgresTokensUsed(database.jdbc(), clock);
        log(client, now.minus(Duration.ofHours(13)), 1_000);
        log(client, now.minus(Duration.ofHours(2)), 70);
        log(Fixtures.client(), now, 9);
        assertThat(used.today(client)).isEqualTo(70);

        log(client, now, 5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(used.today(client)).isEqualTo(75);

        clock.advance(Duration.ofMinutes(10));
        assertThat(used.today(client)).isEqualTo(75);
        log(client, clock.instant(), 25);
        clock.advance(Duration.ofSeconds(1));
        assertThat(used.today(client)).isEqualTo(100);

        clock.advance(Duration.ofDays(1));
        assertThat(used.today(client)).isZero();
    }

    private static void log(ClientId client, Instant ended, long tokens) {
        database.jdbc()
                .sql(
                        """
                        INSERT INTO usage_log (job_id, client_id, method, model, bucket, state,
                                               attempts, total_tokens, waited_ms, total_ms, ended_at)
                        VALUES (:job, :client, 'generateContent', 'm', 'm', 'completed',
                                1, :tokens, 0, 0, :ended)
                        """)
                .param("job", JobId.next().value())
                .param("client", client.value())
                .param("tokens", tokens)
                .param("ended", ended.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void store(JobId job, ClientId client) {
        database.jdbc()
                .sql(
                        """
                        INSERT INTO job (id, client_id, method, model, bucket, lane, state,
                                         max_attempts, created_at)
                        VALUES (:job, :client, 'generateContent', 'm', 'm', 'bulk', 'queued',
                                1, clock_timestamp())
                        """)
                .param("job", job.value())
                .param("client", client.value())
                .update();
    }

    private static void end(JobId job) {
        database.jdbc()
                .sql(
                        """
                        UPDATE job SET state = 'cancelled', ended_at = clock_timestamp()
                        WHERE id = :job
                        """)
                .param("job", job.value())
                .update();
    }
}
