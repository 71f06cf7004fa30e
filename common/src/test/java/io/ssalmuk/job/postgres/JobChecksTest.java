package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/** What no statement can write, whoever wrote it. */
class JobChecksTest {

    /** One for all: what is refused changes nothing. */
    @AutoClose private static final MigratedDatabase DATABASE = MigratedDatabase.create();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an ended job without its end       | job       | state = 'cancelled'
                    an end of a job that goes on       | job       | ended_at = clock_timestamp()
                    a failure without a reason         | job       | state = 'failed', ended_at = clock_timestamp()
                    a reason of a job that goes on     | job       | error_code = 'A', error_message = 'b'
                    a code without its sentence        | job       | state = 'failed', ended_at = clock_timestamp(), error_code = 'A'
                    a job that runs and never started  | job       | state = 'processing'
                    an attempt that never started      | job       | attempt = 1
                    a start without an attempt         | job       | started_at = clock_timestamp()
                    an answer without an attempt       | job       | state = 'completed', ended_at = clock_timestamp()
                    an expiry without a deadline       | job       | state = 'expired', ended_at = clock_timestamp(), error_code = 'A', error_message = 'b'
                    more failures than attempts        | job       | failures = 1
                    a retry of itself                  | job       | retry_of = id
                    a state that there is not          | job       | state = 'lost'
                    a parked job without a time        | job_queue | place = 'parked'
                    a time of a job that is not parked | job_queue | due_at = clock_timestamp()
                    a confirmed ticket of none         | job_queue | place = 'waiting', confirmed = true
                    """)
    void cannotBeWritten(String what, String table, String change) {
        JobRequest request = JobRequests.job(JobRequests.client());
        new PostgresJobStore(DATABASE.jdbc()).intake().accept(List.of(request));

        assertThatThrownBy(() ->
                        DATABASE.jdbc().sql("UPDATE %s SET %s".formatted(table, change)).update())
                .as(what)
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @CsvSource({"failures, 3", "failures, 4"})
    void noJobGoesOnAfterItsLastAttempt(String column, int value) {
        JobRequest request = JobRequests.job(JobRequests.client());
        var store = new PostgresJobStore(DATABASE.jdbc());
        store.intake().accept(List.of(request));

        assertThatThrownBy(() ->
                        DATABASE.jdbc()
                                .sql(
                                        "UPDATE job SET attempt = 9, started_at = created_at, %s = %d"
                                                .formatted(column, value))
                                .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
