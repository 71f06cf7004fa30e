package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRetries;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.UsageLog.Mark;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobRetries implements JobRetries {

    private static final String RETRY =
            """
            WITH wanted AS (
                SELECT * FROM unnest(:olds, :news) AS w (old_id, new_id)
            ),
            source AS (
                SELECT w.new_id, j.id AS old_id, j.client_id, j.method, j.model, j.bucket, j.units,
                       coalesce(:maxAttempts::integer, j.max_attempts) AS max_attempts, j.tokens,
                       r.body, r.files, r.metadata
                FROM wanted w
                -- OFFSET keeps these look-ups by id, however many are wanted.
                CROSS JOIN LATERAL (
                    SELECT * FROM job
                    WHERE id = w.old_id AND state IN ('completed', 'failed', 'cancelled', 'expired')
                    OFFSET 0) AS j
                CROSS JOIN LATERAL (
                    SELECT body, files, metadata FROM job_request WHERE id = w.old_id OFFSET 0) AS r
                WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(r.files) AS f
                    WHERE NOT EXISTS (SELECT FROM client_file c
                                      WHERE c.client_id = j.client_id
                                        AND c.hash = decode(f ->> 'hash', 'hex')))
            ),
            %s
            stored AS (
                INSERT INTO job (id, client_id, method, model, bucket, lane, units, state,
                                 max_attempts, created_at, tokens, deadline, retry_of)
                SELECT new_id, client_id, method, model, bucket, 'bulk', units, 'queued',
                       max_attempts, :createdAt::timestamptz, tokens, :deadline::timestamptz, old_id
                FROM made
            ),
            bodies AS (
                INSERT INTO job_request (id, body, files, metadata)
                SELECT new_id, body, files, metadata FROM made
            ),
            -- A content that was deleted a moment ago fails the statement.
            files AS (
                INSERT INTO job_file (job_id, marker, hash, mime_type)
                SELECT new_id, (f ->> 'marker')::uuid, decode(f ->> 'hash', 'hex'), f ->> 'mime_type'
                FROM made
                CROSS JOIN LATERAL jsonb_array_elements(made.files) AS f
            )
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place, deadline)
            SELECT new_id, client_id, bucket, 'bulk', units, tokens, 'waiting',
                   :deadline::timestamptz
            FROM made
            RETURNING job_id
            """;

    private static final String ALL = RETRY.formatted("made AS (SELECT * FROM source),");

    private static final String WITH_A_FRESH_KEY =
            RETRY.formatted(
                    """
                    fresh AS (
                        INSERT INTO idempotency_key (client_id, key, request_hash, job_id)
                        SELECT client_id, :key, :requestHash, new_id FROM source
                        -- One that another transaction is writing is waited for.
                        ON CONFLICT (client_id, key) DO NOTHING
                        RETURNING job_id
                    ),
                    made AS (SELECT * FROM source WHERE new_id IN (SELECT job_id FROM fresh)),
                    """);

    private static final String HAS_FILES =
            """
            SELECT NOT EXISTS (
                SELECT FROM jsonb_array_elements(r.files) AS f
                WHERE NOT EXISTS (SELECT FROM client_file c
                                  WHERE c.client_id = j.client_id
                                    AND c.hash = decode(f ->> 'hash', 'hex')))
            FROM job j
            JOIN job_request r ON r.id = j.id
            WHERE j.id = :job
            """;

    private static final String CANDIDATES =
            """
            SELECT u.ended_at, u.job_id
            FROM usage_log u
            WHERE u.state <> 'completed' AND u.state = ANY (:states)
              AND (u.ended_at, u.job_id) > (:afterEnd::timestamptz, :afterJob)
              AND u.ended_at >= :from::timestamptz AND u.ended_at < :to::timestamptz
              AND (:client::uuid IS NULL OR u.client_id = :client)
              AND (:method::text IS NULL OR u.method = :method)
              AND (:model::text IS NULL OR u.model = :model)
              AND (:error::text IS NULL OR u.error_code = :error)
              -- OFFSET keeps these look-ups by id: as joins, they may read every request there is.
              AND EXISTS (SELECT FROM job_request r WHERE r.id = u.job_id OFFSET 0)
              AND NOT EXISTS (SELECT FROM job r WHERE r.retry_of = u.job_id OFFSET 0)
            ORDER BY u.ended_at, u.job_id
            LIMIT :most
            """;

    private final JdbcClient jdbc;

    PostgresJobRetries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<JobId> retry(Map<JobId, JobId> newIds, Order order) {
        var olds = List.copyOf(newIds.keySet());
        var statement =
                order.terms()
                        .key()
                        .map(this::keyed)
                        .orElseGet(() -> jdbc.sql(ALL))
                        .param("olds", ids(olds))
                        .param("news", ids(olds.stream().map(newIds::get).toList()))
                        .param("createdAt", order.createdAt().toString())
                        .param("deadline", text(order.terms().deadline()))
                        .param(
                                "maxAttempts",
                                order.maxAttempts().isPresent()
                                        ? order.maxAttempts().getAsInt()
                                        : null);
        return new HashSet<>(
                statement.query((row, _) -> new JobId(row.getObject("job_id", UUID.class))).list());
    }

    private StatementSpec keyed(IdempotencyKey key) {
        return jdbc.sql(WITH_A_FRESH_KEY)
                .param("key", key.text())
                .param("requestHash", key.request().bytes());
    }

    private static SqlArrayValue ids(List<JobId> jobs) {
        return new SqlArrayValue("uuid", jobs.stream().map(JobId::value).toArray());
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    @Override
    public boolean hasFiles(JobId job) {
        return jdbc.sql(HAS_FILES)
                .param("job", job.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public List<Mark> candidates(Filter filter, @Nullable Mark after, int most) {
        var states = filter.states().stream().map(JobState::text).toArray();
        return jdbc.sql(CANDIDATES)
                .param("states", new SqlArrayValue("text", states))
                .param("afterEnd", after == null ? "-infinity" : after.endedAt().toString())
                .param("afterJob", after == null ? new UUID(0, 0) : after.job().value())
                .param("from", filter.from().map(Instant::toString).orElse("-infinity"))
                .param("to", filter.to().map(Instant::toString).orElse("infinity"))
                .param("client", filter.client().map(ClientId::value).orElse(null))
                .param("method", filter.method().map(JobMethod::text).orElse(null))
                .param("model", filter.model().orElse(null))
                .param("error", filter.error().orElse(null))
                .param("most", most)
                .query((row, _) ->
                        new Mark(
                                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                                new JobId(row.getObject("job_id", UUID.class))))
                .list();
    }
}
