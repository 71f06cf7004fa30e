package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.OutboxBell;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.job.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobClaims implements JobClaims {

    private static final String CLAIM_JOB =
            """
            -- Deleting the queue row is the claim: of two tickets for one job, one finds the row.
            WITH taken AS (
                DELETE FROM job_queue
                WHERE job_id = :job AND place <> 'parked'
                  AND (deadline IS NULL OR deadline > clock_timestamp())
                  AND EXISTS (SELECT FROM worker_boot WHERE id = :boot)
                RETURNING job_id, deadline
            ),
            started AS (
                UPDATE job
                SET state = 'processing', attempt = attempt + 1,
                    started_at = coalesce(started_at, clock_timestamp())
                WHERE id = :job AND EXISTS (SELECT FROM taken) AND state = 'queued'
                RETURNING id, attempt, failures, max_attempts, method, model, bucket, lane, units,
                          tokens, client_id
            ),
            claimed AS (
                INSERT INTO job_claim (job_id, attempt, boot_id, token)
                SELECT id, attempt, :boot, :token FROM started
            )
            SELECT s.id, s.attempt, s.failures, s.max_attempts, s.method, s.model, s.bucket,
                   s.lane, s.units, s.tokens, s.client_id, r.body, r.reply_to, r.metadata,
                   (SELECT ceil(extract(epoch FROM deadline - clock_timestamp()) * 1000)::bigint
                    FROM taken) AS left_millis
            FROM started s
            JOIN job_request r ON r.id = :job
            """;

    private static final String DISOWN_JOB =
            """
            WITH released AS (
                DELETE FROM job_claim WHERE job_id = :job AND token = :token RETURNING job_id
            ),
            back AS (
                UPDATE job SET state = 'queued'
                WHERE id = :job AND EXISTS (SELECT FROM released)
                RETURNING id, client_id, bucket, lane, units, tokens, deadline
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place, deadline)
            SELECT id, client_id, bucket, lane, units, tokens, 'waiting', deadline FROM back
            """;

    /** Whoever puts a claimed job down deletes its claim: of several at once, one finds it. */
    private static final String RELEASED =
            """
            WITH released AS (
                DELETE FROM job_claim WHERE job_id = :job AND attempt = :attempt RETURNING job_id
            ),
            """;

    private static final String COMPLETE_JOB =
            RELEASED
                    + """
                    ended AS (
                        UPDATE job j SET state = 'completed', ended_at = clock_timestamp()
                        WHERE id = :job AND EXISTS (SELECT FROM released)
                    """
                    + UsageSql.RETURNING_CLAIMED
                    + """
                    ),
                    stored AS (
                        INSERT INTO job_result (id, body) SELECT id, :body FROM ended
                    )
                    """
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

    /** As failed, as expired, or, without an error, as cancelled. */
    private static final String END_UNANSWERED =
            RELEASED
                    + """
                    ended AS (
                        UPDATE job j
                        SET state = :state, ended_at = clock_timestamp(), error_code = :code,
                            error_status = :status, error_message = :message
                        WHERE id = :job AND EXISTS (SELECT FROM released)
                    """
                    + UsageSql.RETURNING_CLAIMED
                    + ")"
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

    private static final String CANCEL_QUEUED =
            """
            -- Like a claim, it is the deletion of the queue row: of both at once, one finds it.
            WITH taken AS (
                DELETE FROM job_queue WHERE job_id = :job RETURNING job_id
            ),
            ended AS (
                UPDATE job j SET state = 'cancelled', ended_at = clock_timestamp()
                WHERE id = :job AND EXISTS (SELECT FROM taken) AND state = 'queued'
            """
                    + UsageSql.RETURNING_QUEUED
                    + ")"
                    + UsageSql.LOG_ENDED
                    + UsageSql.TELLING;

    private static final String HOLDS_JOB =
            """
            SELECT EXISTS (SELECT FROM job_claim WHERE job_id = :job AND attempt = :attempt)
            """;

    private static final String NOTE_STREAM =
            """
            UPDATE job_claim SET streaming = true WHERE job_id = :job AND attempt = :attempt
            """;

    private static final String RETURN_JOB =
            """
            WITH released AS (
                DELETE FROM job_claim
                WHERE job_id = :job AND attempt = :attempt AND NOT streaming
                RETURNING job_id
            ),
            back AS (
                UPDATE job SET state = 'queued', failures = failures + :failures
                WHERE id = :job AND EXISTS (SELECT FROM released)
                RETURNING id, client_id, bucket, lane, units, tokens, deadline
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place, deadline,
                                   due_at)
            SELECT id, client_id, bucket, lane, units, tokens, :place, deadline,
                   CASE WHEN :place = 'parked'
                        THEN clock_timestamp() + :pauseMillis * interval '1 millisecond' END
            FROM back
            """;

    private static final String PARK_JOB =
            """
            UPDATE job_queue
            SET place = 'parked', confirmed = false, placed_at = clock_timestamp(),
                due_at = clock_timestamp() + :pauseMillis * interval '1 millisecond'
            WHERE job_id = :job AND place <> 'parked'
            """;

    private final JdbcClient jdbc;
    private final OutboxBell bell;

    PostgresJobClaims(JdbcClient jdbc, OutboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
    public Optional<Claim> claim(JobId job, Claimant by) {
        return jdbc.sql(CLAIM_JOB)
                .param("job", job.value())
                .param("boot", by.boot())
                .param("token", by.token())
                .query((row, _) -> claim(row))
                .optional();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        var job = new JobId(row.getObject("id", UUID.class));
        var ticket =
                new Ticket(
                        job,
                        new Line(row.getString("bucket"), Lane.of(row.getString("lane"))),
                        row.getInt("units"),
                        row.getLong("tokens"),
                        Optional.of(new ClientId(row.getObject("client_id", UUID.class))));
        return new Claim(
                job,
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                JobMethod.of(row.getString("method")),
                row.getString("model"),
                ticket,
                new Body(row.getBytes("body")),
                Optional.ofNullable(row.getString("reply_to")).map(ReplyAddress::new),
                Optional.ofNullable(row.getObject("left_millis", Long.class))
                        .map(Duration::ofMillis),
                Optional.ofNullable(row.getString("metadata")).map(Body::of));
    }

    @Override
    public boolean disown(JobId job, Claimant by) {
        return jdbc.sql(DISOWN_JOB).param("job", job.value()).param("token", by.token()).update()
                == 1;
    }

    @Override
    public boolean complete(Claim claim, Body result, CallFacts call) {
        return ends(
                UsageSql.facts(fenced(COMPLETE_JOB, claim), claim, call)
                        .param("body", result.bytes())
                        .param("answerBytes", result.bytes().length));
    }

    @Override
    public boolean fail(Claim claim, JobError error, CallFacts call) {
        return endUnanswered(claim, JobState.FAILED, error, call);
    }

    @Override
    public boolean expire(Claim claim, JobError error, CallFacts call) {
        return endUnanswered(claim, JobState.EXPIRED, error, call);
    }

    @Override
    public boolean cancel(Claim claim, CallFacts call) {
        return endUnanswered(claim, JobState.CANCELLED, null, call);
    }

    private boolean endUnanswered(
            Claim claim, JobState state, @Nullable JobError error, CallFacts call) {
        return ends(
                UsageSql.facts(fenced(END_UNANSWERED, claim), claim, call)
                        .param("state", state.text())
                        .param("answerBytes", null)
                        .param("code", error == null ? null : error.code())
                        .param("status", error == null ? null : error.upstreamStatus())
                        .param("message", error == null ? null : error.message()));
    }

    @Override
    public boolean cancelQueued(JobId job) {
        var statement = jdbc.sql(CANCEL_QUEUED).param("job", job.value());
        return ends(UsageSql.nothing(statement));
    }

    private boolean ends(StatementSpec statement) {
        return !UsageSql.end(statement, bell).isEmpty();
    }

    @Override
    public boolean holds(Claim claim) {
        return fenced(HOLDS_JOB, claim).query(Boolean.class).single();
    }

    @Override
    public boolean streams(Claim claim) {
        return fenced(NOTE_STREAM, claim).update() == 1;
    }

    @Override
    public boolean release(Claim claim) {
        return giveBack(claim, "waiting", 0, Duration.ZERO);
    }

    @Override
    public boolean retryAfter(Claim claim, Duration pause) {
        return giveBack(claim, "parked", 1, pause);
    }

    private boolean giveBack(Claim claim, String place, int failures, Duration pause) {
        return fenced(RETURN_JOB, claim)
                        .param("place", place)
                        .param("failures", failures)
                        .param("pauseMillis", pause.toMillis())
                        .update()
                == 1;
    }

    @Override
    public boolean park(JobId job, Duration pause) {
        return jdbc.sql(PARK_JOB)
                        .param("job", job.value())
                        .param("pauseMillis", pause.toMillis())
                        .update()
                == 1;
    }

    private StatementSpec fenced(String sql, Claim claim) {
        return jdbc.sql(sql).param("job", claim.job().value()).param("attempt", claim.attempt());
    }
}
