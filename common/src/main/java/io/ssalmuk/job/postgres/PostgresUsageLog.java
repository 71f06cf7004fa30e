package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.job.UsageEntry;
import io.ssalmuk.job.UsageLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresUsageLog implements UsageLog {

    /** Before every id. */
    private static final JobId NO_ID = new JobId(new UUID(0, 0));

    private static final String ENTRIES =
            """
            SELECT u.job_id, u.client_id, c.name AS client, u.method, u.model, p.name AS project,
                   u.state, u.error_code, u.attempts, u.request_bytes, u.answer_bytes,
                   u.prompt_tokens, u.candidates_tokens, u.thoughts_tokens, u.cached_tokens,
                   u.total_tokens, u.waited_ms, u.upstream_ms, u.total_ms, u.ended_at
            FROM usage_log u
            LEFT JOIN client c ON c.id = u.client_id
            LEFT JOIN project p ON p.id = u.project_id
            """;

    private static final String NEWEST_FIRST =
            """
              AND (u.ended_at, u.job_id) < (:beforeEnd::timestamptz, :beforeJob)
              AND u.ended_at >= :from::timestamptz
              AND (:method::text IS NULL OR u.method = :method)
              AND (:model::text IS NULL OR u.model = :model)
            ORDER BY u.ended_at DESC, u.job_id DESC
            LIMIT :most
            """;

    // One statement for each index: a plan that serves every filter would use none of them.

    private static final String PAGE =
            ENTRIES
                    + """
                    WHERE (:state::text IS NULL OR u.state = :state)
                    """
                    + NEWEST_FIRST;

    private static final String PAGE_OF_CLIENT =
            ENTRIES
                    + """
                    WHERE u.client_id = :client AND (:state::text IS NULL OR u.state = :state)
                    """
                    + NEWEST_FIRST;

    private static final String PAGE_ENDED_BADLY =
            ENTRIES
                    + """
                    WHERE u.state <> 'completed' AND u.state = :state
                    """
                    + NEWEST_FIRST;

    private final JdbcClient jdbc;

    PostgresUsageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<UsageEntry> page(Filter filter, @Nullable Mark before, int most) {
        var end = end(filter.to(), before);
        var client = filter.client();
        var method = filter.method();
        var state = filter.state();
        return jdbc.sql(statement(filter))
                .param("client", client == null ? null : client.value())
                .param("method", method == null ? null : method.text())
                .param("model", filter.model())
                .param("state", state == null ? null : state.text())
                .param("from", moment(filter.from(), "-infinity"))
                .param("beforeEnd", moment(end == null ? null : end.endedAt(), "infinity"))
                .param("beforeJob", end == null ? NO_ID.value() : end.job().value())
                .param("most", most)
                .query((row, _) -> entry(row))
                .list();
    }

    /** One bound for both: of two, the index would be read from the looser one. */
    private static @Nullable Mark end(@Nullable Instant to, @Nullable Mark before) {
        return to == null || (before != null && before.endedAt().isBefore(to))
                ? before
                : new Mark(to, NO_ID);
    }

    private static String statement(Filter filter) {
        if (filter.client() != null) {
            return PAGE_OF_CLIENT;
        }
        return filter.state() == null || filter.state() == JobState.COMPLETED
                ? PAGE
                : PAGE_ENDED_BADLY;
    }

    private static String moment(@Nullable Instant moment, String otherwise) {
        return moment == null ? otherwise : moment.toString();
    }

    private static UsageEntry entry(ResultSet row) throws SQLException {
        return new UsageEntry(
                new JobId(row.getObject("job_id", UUID.class)),
                new ClientId(row.getObject("client_id", UUID.class)),
                row.getString("client"),
                JobMethod.of(row.getString("method")),
                row.getString("model"),
                row.getString("project"),
                JobState.of(row.getString("state")),
                row.getString("error_code"),
                row.getInt("attempts"),
                new UsageEntry.Sizes(number(row, "request_bytes"), number(row, "answer_bytes")),
                tokens(row),
                times(row),
                row.getObject("ended_at", OffsetDateTime.class).toInstant());
    }

    private static TokenUsage tokens(ResultSet row) throws SQLException {
        return new TokenUsage(
                number(row, "prompt_tokens"),
                number(row, "candidates_tokens"),
                number(row, "thoughts_tokens"),
                number(row, "cached_tokens"),
                number(row, "total_tokens"));
    }

    private static UsageEntry.Times times(ResultSet row) throws SQLException {
        var upstream = number(row, "upstream_ms");
        return new UsageEntry.Times(
                Duration.ofMillis(row.getLong("waited_ms")),
                upstream == null ? null : Duration.ofMillis(upstream),
                Duration.ofMillis(row.getLong("total_ms")));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
