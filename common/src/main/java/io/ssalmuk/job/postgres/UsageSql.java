package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.OutboxBell;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the end of a job writes besides: its row of the usage log, and the events that somebody is
 * to be told of. Both are written by the statement that ends it.
 */
final class UsageSql {

    private static final String RETURNING_ENDED =
            """
            RETURNING j.id, j.client_id, j.method, j.model, j.bucket, j.state, j.error_code,
                      j.error_status, j.error_message, j.attempt, j.created_at, j.ended_at,
            """;

    /** Ends the query {@code ended}, an update of {@code job} as {@code j}; a claim knows more. */
    static final String RETURNING_CLAIMED = RETURNING_ENDED + ":metadata::text AS metadata\n";

    /** The same, of jobs of which no claim is at hand. */
    static final String RETURNING_QUEUED =
            RETURNING_ENDED
                    + """
                    (SELECT r.metadata FROM job_request r WHERE r.id = j.id) AS metadata
                    """;

    /** Follows the query {@code ended}. */
    static final String LOG_ENDED =
            """
            ,
            -- Most jobs have nobody to tell, and pay for two probes of small tables.
            told AS MATERIALIZED (
                SELECT e.id, tell_of_end(e.id, e.client_id, e.state, e.model, e.created_at, e.ended_at,
                                         e.error_code, e.error_status, e.error_message, e.metadata)
                                 AS lanes
                FROM ended e
                WHERE EXISTS (SELECT FROM webhook_endpoint p
                              WHERE p.client_id = e.client_id AND p.active
                                AND 'job.' || e.state = ANY (p.events))
                   OR EXISTS (SELECT FROM job_webhook h WHERE h.job_id = e.id)
            )
            INSERT INTO usage_log (job_id, client_id, method, model, bucket, project_id, state,
                                   error_code, attempts, request_bytes, answer_bytes,
                                   prompt_tokens, candidates_tokens, thoughts_tokens,
                                   cached_tokens, total_tokens, waited_ms, upstream_ms, total_ms,
                                   ended_at)
            SELECT e.id, e.client_id, e.method, e.model, e.bucket, :project, e.state,
                   e.error_code, e.attempt, :requestBytes, :answerBytes,
                   :promptTokens, :candidatesTokens, :thoughtsTokens, :cachedTokens, :totalTokens,
                   greatest(t.total_ms - coalesce(:sinceLeftMillis::bigint, 0), 0),
                   :upstreamMillis, t.total_ms, e.ended_at
            FROM ended e
            -- A query that nobody refers to is not run.
            LEFT JOIN told ON told.id = e.id
            -- The API that accepted the job may have a clock that is fast.
            CROSS JOIN LATERAL (SELECT greatest(extract(epoch FROM e.ended_at - e.created_at) * 1000, 0)
                                           ::bigint AS total_ms) AS t
            """;

    /** Follows {@link #LOG_ENDED}: one row for each job that ended, with whom to tell. */
    static final String TELLING =
            """
            RETURNING job_id, (SELECT string_agg(t.lanes, ' ') FROM told t) AS lanes
            """;

    private UsageSql() {}

    /** Runs a statement that ends jobs and rings for what it has written; answers the jobs. */
    static List<JobId> end(StatementSpec statement, OutboxBell bell) {
        record Ended(JobId job, @Nullable String lanes) {}
        var ended =
                statement
                        .query((row, _) ->
                                new Ended(
                                        new JobId(row.getObject("job_id", UUID.class)),
                                        row.getString("lanes")))
                        .list();
        ended.stream()
                .map(Ended::lanes)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(lanes -> afterCommit(() -> bell.ring(List.of(lanes.split(" ")))));
        return ended.stream().map(Ended::job).toList();
    }

    /** An end may be part of a transaction, before whose commit nobody would find anything. */
    private static void afterCommit(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            action.run();
                        }
                    });
        } else {
            action.run();
        }
    }

    static StatementSpec facts(StatementSpec statement, Claim claim, CallFacts call) {
        var timing = call.timing();
        var tokens = call.tokens();
        return statement
                .param("project", number(call.project()))
                .param("metadata", claim.metadata().map(Body::text).orElse(null))
                .param("requestBytes", claim.request().bytes().length)
                .param("promptTokens", tokens.prompt())
                .param("candidatesTokens", tokens.candidates())
                .param("thoughtsTokens", tokens.thoughts())
                .param("cachedTokens", tokens.cached())
                .param("totalTokens", tokens.total())
                .param(
                        "sinceLeftMillis",
                        timing == null ? null : millis(timing.sinceLeft(System.nanoTime())))
                .param("upstreamMillis", timing == null ? null : millis(timing.took()));
    }

    /** Of a job whose last call nobody can tell of. */
    static StatementSpec nothing(StatementSpec statement) {
        return statement
                .param("project", null)
                .param("requestBytes", null)
                .param("answerBytes", null)
                .param("promptTokens", null)
                .param("candidatesTokens", null)
                .param("thoughtsTokens", null)
                .param("cachedTokens", null)
                .param("totalTokens", null)
                .param("sinceLeftMillis", null)
                .param("upstreamMillis", null);
    }

    private static @Nullable Long number(@Nullable ProjectId project) {
        return project == null ? null : project.value();
    }

    private static long millis(Duration time) {
        return time.toMillis();
    }
}
