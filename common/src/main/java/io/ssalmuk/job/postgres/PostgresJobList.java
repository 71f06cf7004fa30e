package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobList;
import io.ssalmuk.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobList implements JobList {

    /**
     * Jobs that one page looks at. A filter may fit none of millions, and a page must not take
     * seconds to find that out.
     */
    private static final int LOOKED_AT = 10_000;

    /** An id is made a moment before its job's created_at, and longer before under load. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final JobId FIRST = new JobId(new UUID(0, 0));
    private static final JobId LAST = new JobId(new UUID(-1, -1));

    private static final String COLUMNS =
            """
            SELECT j.id, j.method, j.model, j.state, j.attempt, j.created_at, j.started_at, j.ended_at,
                   j.error_code, j.error_status, j.error_message, j.deadline, j.retry_of
            """;

    private static final String FILTERED =
            """
            WHERE (:state::text IS NULL OR j.state = :state)
              AND (:method::text IS NULL OR j.method = :method)
              AND (:model::text IS NULL OR j.model = :model)
              AND j.created_at >= :from::timestamptz AND j.created_at < :to::timestamptz
            ORDER BY %s DESC
            LIMIT :most
            """;

    private static final String JOBS =
            COLUMNS
                    + """
                    -- Rows are compared so that only the client's index has their order: one that goes
                    -- by id alone may have to pass millions of other clients' jobs. The bounds by id
                    -- are for the partitions.
                    FROM (SELECT * FROM job
                          WHERE (client_id, id) <= (:owner, :before) AND (client_id, id) >= (:owner, :first)
                            AND id < :before AND id >= :first
                          ORDER BY client_id DESC, id DESC
                          LIMIT :lookedAt) AS j
                    """
                    + FILTERED.formatted("j.client_id DESC, j.id");

    private static final String LAST_OF_JOBS =
            """
            SELECT id FROM job
            WHERE (client_id, id) <= (:owner, :before) AND (client_id, id) >= (:owner, :first)
              AND id < :before AND id >= :first
            ORDER BY client_id DESC, id DESC
            OFFSET :lookedAt - 1
            LIMIT 1
            """;

    /** What is claimed is a small table. */
    private static final String RUNNING_JOBS =
            COLUMNS
                    + """
                    FROM (SELECT job_id FROM job_claim
                          WHERE job_id < :before AND job_id >= :first) AS c
                    CROSS JOIN LATERAL (
                        SELECT * FROM job WHERE id = c.job_id AND client_id = :owner OFFSET 0) AS j
                    """
                    + FILTERED.formatted("j.id");

    /** The log has an index of these, which costs nothing for all the jobs that end well. */
    private static final String BAD_JOBS =
            COLUMNS
                    + """
                    FROM (SELECT client_id, job_id, state AS ended FROM usage_log
                          WHERE (client_id, job_id) <= (:owner, :before)
                            AND (client_id, job_id) >= (:owner, :first)
                            AND job_id < :before AND job_id >= :first AND state <> 'completed'
                          ORDER BY client_id DESC, job_id DESC
                          LIMIT :lookedAt) AS u
                    -- OFFSET keeps this a look-up by id for each, and in their order.
                    CROSS JOIN LATERAL (
                        SELECT * FROM job WHERE id = u.job_id AND u.ended = :state OFFSET 0) AS j
                    """
                    + FILTERED.formatted("u.client_id DESC, u.job_id");

    private static final String LAST_OF_BAD_JOBS =
            """
            SELECT job_id FROM usage_log
            WHERE (client_id, job_id) <= (:owner, :before) AND (client_id, job_id) >= (:owner, :first)
              AND job_id < :before AND job_id >= :first AND state <> 'completed'
            ORDER BY client_id DESC, job_id DESC
            OFFSET :lookedAt - 1
            LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final int lookedAt;

    @Autowired
    PostgresJobList(JdbcClient jdbc) {
        this(jdbc, LOOKED_AT);
    }

    PostgresJobList(JdbcClient jdbc, int lookedAt) {
        this.jdbc = jdbc;
        this.lookedAt = lookedAt;
    }

    /** Where a filter's jobs are found, and how to tell where the look at them stopped. */
    private record Source(String jobs, Optional<String> last) {

        static Source of(@Nullable JobState state) {
            return switch (state) {
                case null -> new Source(JOBS, Optional.of(LAST_OF_JOBS));
                case QUEUED, COMPLETED -> new Source(JOBS, Optional.of(LAST_OF_JOBS));
                case PROCESSING -> new Source(RUNNING_JOBS, Optional.empty());
                case FAILED, CANCELLED, EXPIRED ->
                        new Source(BAD_JOBS, Optional.of(LAST_OF_BAD_JOBS));
            };
        }
    }

    @Override
    public Page page(ClientId owner, Filter filter, @Nullable JobId before, int most) {
        var source = Source.of(filter.state());
        var jobs =
                filtered(between(source.jobs(), owner, filter, before), filter)
                        .param("most", most + 1)
                        .param("lookedAt", lookedAt)
                        .query((row, _) -> JobRow.withoutResult(row))
                        .list();
        if (jobs.size() > most) {
            return new Page(jobs.subList(0, most), Optional.of(jobs.get(most - 1).id()));
        }
        return new Page(jobs, source.last().flatMap(last -> last(last, owner, filter, before)));
    }

    /** The last job that was looked at, if there may be more behind it. */
    private Optional<JobId> last(
            String statement, ClientId owner, Filter filter, @Nullable JobId before) {
        return between(statement, owner, filter, before)
                .param("lookedAt", lookedAt)
                .query(UUID.class)
                .optional()
                .map(JobId::new);
    }

    private StatementSpec between(
            String statement, ClientId owner, Filter filter, @Nullable JobId before) {
        var from = filter.from();
        return jdbc.sql(statement)
                .param("owner", owner.value())
                .param("first", (from == null ? FIRST : JobId.firstOf(from.minus(SLACK))).value())
                .param("before", end(filter.to(), before).value());
    }

    private static JobId end(@Nullable Instant to, @Nullable JobId before) {
        var end = to == null ? LAST : JobId.firstOf(to.plus(SLACK));
        // As PostgreSQL compares them; of equal versions, Java does the same.
        return before == null || (to != null && end.compareTo(before) < 0) ? end : before;
    }

    private static StatementSpec filtered(StatementSpec statement, Filter filter) {
        var state = filter.state();
        var method = filter.method();
        return statement
                .param("state", state == null ? null : state.text())
                .param("method", method == null ? null : method.text())
                .param("model", filter.model())
                .param("from", moment(filter.from(), "-infinity"))
                .param("to", moment(filter.to(), "infinity"));
    }

    private static String moment(@Nullable Instant moment, String otherwise) {
        return moment == null ? otherwise : moment.toString();
    }
}
