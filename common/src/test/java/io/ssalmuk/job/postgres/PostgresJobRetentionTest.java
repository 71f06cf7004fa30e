package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobRetention;
import io.ssalmuk.job.JobRetention.Dropping;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresJobRetentionTest {

    private static final Duration KEEP = Duration.ofDays(30);

    /** More than the time that jobs are kept. */
    private static final Duration LONG = Duration.ofDays(40);

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();
    private final JdbcClient jdbc = database.jdbc();
    private final PostgresJobStore store = new PostgresJobStore(jdbc);
    private final JobRetention retention = new PostgresJobRetention(jdbc);
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(LONG.toDays());

    @BeforeEach
    void makeTheDay() {
        jdbc.sql("SELECT ensure_job_partitions(:day, 1)").param("day", day).query().singleRow();
    }

    /** A job of that day; Java's random part and PostgreSQL's milliseconds. */
    private JobRequest accepted() {
        var today = JobRequests.job(JobRequests.client());
        long millis = day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
        var random = today.id().value();
        var id =
                new UUID(
                        (millis << 16) | (random.getMostSignificantBits() & 0xFFFF),
                        random.getLeastSignificantBits());
        var request =
                new JobRequest(
                        new JobId(id),
                        today.client(),
                        today.method(),
                        today.model(),
                        today.bucket(),
                        today.lane(),
                        1,
                        3,
                        Instant.ofEpochMilli(millis),
                        today.body());
        store.intake().accept(List.of(request));
        return request;
    }

    private JobRequest ended(Duration ago) {
        var request = accepted();
        var claim = store.claims().claim(request.id(), Claimant.of(store.boot())).orElseThrow();
        assertThat(store.claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isTrue();
        age("job", "id", request, ago);
        age("usage_log", "job_id", request, ago);
        return request;
    }

    private void age(String table, String key, JobRequest request, Duration ago) {
        jdbc.sql(
                        "UPDATE "
                                + table
                                + " SET ended_at = ended_at - :ms * interval '1 ms' WHERE "
                                + key
                                + " = :id")
                .param("ms", ago.toMillis())
                .param("id", request.id().value())
                .update();
    }

    private boolean isThere(JobRequest request) {
        return store.jobs().find(request.id(), request.client()).isPresent();
    }

    private long partitions() {
        return jdbc.sql("SELECT count(*) FROM pg_class WHERE relname ~ ('_' || :day || '$')")
                .param("day", day.toString().replace("-", ""))
                .query(Long.class)
                .single();
    }

    @Test
    void aDayWhoseJobsEndedLongAgoIsDropped() {
        var old = ended(LONG);
        var today = JobRequests.job(JobRequests.client());
        store.intake().accept(List.of(today));

        assertThat(retention.daysBefore(KEEP)).containsExactly(day);
        assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.DROPPED);

        assertThat(isThere(old)).isFalse();
        assertThat(isThere(today)).isTrue();
        assertThat(partitions()).isZero();
        assertThat(retention.daysBefore(KEEP)).isEmpty();
    }

    @Test
    void aDayOfWhichAJobEndedLatelyIsKept() {
        ended(LONG);
        var late = ended(KEEP.minusDays(1));

        assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.LATE);
        assertThat(isThere(late)).isTrue();
    }

    @Test
    void aDayThatIsNotSettledIsKept() {
        ended(LONG);
        jdbc.sql(
                        """
                        CREATE OR REPLACE FUNCTION jobs_settled(p_first uuid, p_last uuid) RETURNS boolean
                            LANGUAGE sql STABLE AS 'SELECT false'
                        """)
                .update();

        assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.UNSETTLED);
        assertThat(retention.deleteStrays(KEEP)).isZero();
    }

    @Test
    void jobsThatHaveNotEndedAreMovedAndGoOn() {
        ended(LONG);
        var waits = accepted();
        var runs = accepted();
        var claim = store.claims().claim(runs.id(), Claimant.of(store.boot())).orElseThrow();

        assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.DROPPED);

        assertThat(isThere(waits)).isTrue();
        assertThat(store.claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isTrue();
        assertThat(store.claims().claim(waits.id(), Claimant.of(store.boot())))
                .hasValueSatisfying(again ->
                        assertThat(again.request().bytes()).isEqualTo(waits.body().bytes()));
        assertThat(retention.deleteStrays(KEEP)).isZero();

        age("job", "id", runs, LONG);
        assertThat(retention.deleteStrays(KEEP)).isEqualTo(1);
        assertThat(isThere(runs)).isFalse();
        assertThat(isThere(waits)).isTrue();
    }

    @Test
    void whoeverIsAtTheJobsIsNotWaitedFor() throws SQLException {
        ended(LONG);
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM job");
            assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.BUSY);
            assertThat(partitions()).isPositive();
            connection.rollback();
        }
        assertThat(retention.drop(day, KEEP)).isEqualTo(Dropping.DROPPED);
    }
}
