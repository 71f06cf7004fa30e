package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the job tables are divided into days, and what they refuse. */
class PartitionsTest {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();
    private final JdbcClient jdbc = database.jdbc();
    private final PostgresJobStore store = new PostgresJobStore(jdbc);

    @ParameterizedTest
    @ValueSource(strings = {"job", "job_request", "job_result", "usage_log"})
    void todayAndTheNextTwoWeeksHaveTheirPartitions(String table) {
        assertThat(missing(table, 14)).isEmpty();
    }

    private List<Integer> missing(String table, int days) {
        return jdbc.sql(
                        """
                        SELECT n FROM generate_series(0, :days) AS n
                        WHERE to_regclass(:table || to_char((now() AT TIME ZONE 'UTC')::date + n,
                                                            '_YYYYMMDD')) IS NULL
                        """)
                .param("table", table)
                .param("days", days)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    @Test
    void aJobAndItsBodiesLieInTheDayOfItsId() {
        var request = completed();

        var day =
                jdbc.sql(
                                "SELECT to_char(uuid_extract_timestamp(:id) AT TIME ZONE 'UTC', '_YYYYMMDD')")
                        .param("id", request.id().value())
                        .query(String.class)
                        .single();
        assertThat(partitions("job")).containsExactly("job" + day);
        assertThat(partitions("job_request")).containsExactly("job_request" + day);
        assertThat(partitions("job_result")).containsExactly("job_result" + day);
        assertThat(partitions("usage_log")).containsExactly("usage_log" + day);
    }

    @Test
    void aJobIsLookedForInOnePartition() {
        var request = completed();

        var plan =
                jdbc.sql("EXPLAIN SELECT state FROM job WHERE id = :id")
                        .param("id", request.id().value())
                        .query(String.class)
                        .list();

        assertThat(plan).filteredOn(line -> line.contains(" on job")).hasSize(1);
    }

    @Test
    void daysThatHaveTheirPartitionsKeepThem() {
        completed();

        assertThatCode(() -> ensure("(now() AT TIME ZONE 'UTC')::date, 40"))
                .doesNotThrowAnyException();

        assertThat(missing("job_result", 39)).isEmpty();
        assertThat(partitions("job")).hasSize(1);
    }

    @Test
    void theFirstIdOfADayIsThatOfItsMidnightInUtc() {
        assertThat(jdbc.sql("SELECT first_job_id('1970-01-02')").query(UUID.class).single())
                .isEqualTo(new UUID(Duration.ofDays(1).toMillis() << 16, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE job SET state = 'lost'",
                "UPDATE job SET state = 'queued'",
                "UPDATE job SET ended_at = NULL",
                "UPDATE job SET state = 'failed'",
                "UPDATE job SET error_code = 'INTERNAL'",
                "UPDATE job SET attempt = 0",
                "UPDATE job SET started_at = NULL",
                "UPDATE job SET lane = 'fast'",
                "UPDATE job SET units = 0",
                "UPDATE usage_log SET state = 'queued'",
                "UPDATE usage_log SET state = 'failed'",
                "UPDATE usage_log SET error_code = 'INTERNAL'",
                "UPDATE usage_log SET waited_ms = -1",
                "INSERT INTO job_queue (job_id, client_id, bucket, lane, units, place)"
                        + " SELECT id, client_id, bucket, lane, units, 'parked' FROM job",
                "INSERT INTO job_queue (job_id, client_id, bucket, lane, units, place, due_at)"
                        + " SELECT id, client_id, bucket, lane, units, 'waiting', now() FROM job"
            })
    void aStateThatCannotBeIsRefused(String sql) {
        completed();

        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private JobRequest completed() {
        var request = JobRequests.job(JobRequests.client());
        store.intake().accept(List.of(request));
        var claim = store.claims().claim(request.id(), Claimant.of(store.boot())).orElseThrow();
        store.claims().complete(claim, Body.of("{}"), CallFacts.NONE);
        return request;
    }

    private void ensure(String days) {
        jdbc.sql("SELECT ensure_job_partitions(" + days + ")::text").query(String.class).single();
    }

    private List<String> partitions(String table) {
        return jdbc.sql("SELECT DISTINCT tableoid::regclass::text FROM " + table)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
