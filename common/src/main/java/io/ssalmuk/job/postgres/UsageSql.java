package io.ssalmuk.job.postgres;

import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** How the end of a job gets into the usage log: at the end of the statement that ends it. */
final class UsageSql {

    /**
     * Follows the query {@code ended}, which returns the rows of {@code job} that have just ended.
     */
    static final String LOG_ENDED =
            """
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
            -- The API that accepted the job may have a clock that is fast.
            CROSS JOIN LATERAL (SELECT greatest(extract(epoch FROM e.ended_at - e.created_at) * 1000, 0)
                                           ::bigint AS total_ms) AS t
            """;

    private UsageSql() {}

    static StatementSpec facts(StatementSpec statement, Claim claim, CallFacts call) {
        var timing = call.timing();
        var tokens = call.tokens();
        return statement
                .param("project", number(call.project()))
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
