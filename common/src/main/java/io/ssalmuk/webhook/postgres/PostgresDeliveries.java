package io.ssalmuk.webhook.postgres;

import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.webhook.EndpointId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
final class PostgresDeliveries implements Deliveries {

    private static final String CLAIM_DUE =
            """
            WITH due AS (
                SELECT p.delivery_id
                FROM unnest(:lanes, :rooms) AS r (lane, most)
                -- What another worker is about to take is left to it.
                CROSS JOIN LATERAL (SELECT p.delivery_id
                                    FROM webhook_pending p
                                    WHERE p.lane = r.lane AND p.due_at <= clock_timestamp()
                                    ORDER BY p.due_at
                                    LIMIT r.most
                                    FOR UPDATE SKIP LOCKED) AS p
            ),
            claimed AS (
                UPDATE webhook_pending p
                SET attempts = p.attempts + 1,
                    due_at = clock_timestamp() + :leaseMillis * interval '1 millisecond'
                FROM due d
                WHERE p.delivery_id = d.delivery_id
                RETURNING p.delivery_id, p.job_id, p.lane, p.attempts
            )
            SELECT c.delivery_id, c.job_id, c.lane, c.attempts, d.event, d.happened_at, d.client_id,
                   d.endpoint_id, d.url AS own_url, e.active, e.url, e.failing_for_ms,
                   coalesce(e.whole_result, d.whole_result) AS whole_result,
                   coalesce(e.secret, s.secret) AS secret,
                   coalesce(e.former_secret, s.former_secret) AS former_secret,
                   j.state, j.model, j.created_at, j.error_code, j.error_status, j.error_message,
                   q.metadata, clock_timestamp() AS now
            FROM claimed c
            -- One at a time, each in the partition of its day.
            CROSS JOIN LATERAL (SELECT d.event, d.happened_at, d.client_id, d.endpoint_id, d.url,
                                       d.whole_result
                                FROM webhook_delivery d
                                WHERE d.job_id = c.job_id AND d.id = c.delivery_id
                                LIMIT 1) AS d
            LEFT JOIN LATERAL (SELECT e.active, e.url, e.whole_result, e.secret,
                                      CASE WHEN e.former_secret_until > clock_timestamp()
                                           THEN e.former_secret END AS former_secret,
                                      extract(epoch FROM clock_timestamp() - e.failing_since) * 1000
                                          AS failing_for_ms
                               FROM webhook_endpoint e
                               WHERE e.id = d.endpoint_id
                               LIMIT 1) AS e ON true
            LEFT JOIN LATERAL (SELECT s.secret,
                                      CASE WHEN s.former_secret_until > clock_timestamp()
                                           THEN s.former_secret END AS former_secret
                               FROM webhook_secret s
                               WHERE s.client_id = d.client_id AND d.endpoint_id IS NULL
                               LIMIT 1) AS s ON true
            LEFT JOIN LATERAL (SELECT j.state, j.model, j.created_at, j.error_code, j.error_status,
                                      j.error_message
                               FROM job j WHERE j.id = c.job_id
                               LIMIT 1) AS j ON true
            LEFT JOIN LATERAL (SELECT q.metadata FROM job_request q WHERE q.id = c.job_id
                               LIMIT 1) AS q ON true
            """;

    private static final String LOOK =
            """
            -- A loose index scan: one probe per lane, however much waits in it.
            WITH RECURSIVE lane AS (
                (SELECT lane FROM webhook_pending ORDER BY lane LIMIT 1)
                UNION ALL
                SELECT n.lane
                FROM lane l
                CROSS JOIN LATERAL (SELECT p.lane FROM webhook_pending p
                                    WHERE p.lane > l.lane ORDER BY p.lane LIMIT 1) AS n
            )
            SELECT ARRAY(SELECT l.lane
                         FROM lane l
                         CROSS JOIN LATERAL (SELECT p.due_at FROM webhook_pending p
                                             WHERE p.lane = l.lane ORDER BY p.due_at LIMIT 1) AS first
                         WHERE first.due_at <= clock_timestamp()) AS lanes,
                   (SELECT ceil(extract(epoch FROM (due_at - clock_timestamp())) * 1000)::bigint
                    FROM webhook_pending
                    WHERE due_at > clock_timestamp()
                    ORDER BY due_at
                    LIMIT 1) AS next_millis
            """;

    private static final String SETTLE =
            """
            WITH outcome AS (
                SELECT *
                FROM unnest(:ids, :jobs, :attempts, :statuses, :pauses, :codes, :errors, :durations)
                    AS o (id, job_id, attempt, status, pause, code, error, duration)
            ),
            gone AS (
                DELETE FROM webhook_pending p USING outcome o
                WHERE p.delivery_id = o.id
                  AND (o.status = 'delivered' OR o.status = 'failed' AND p.attempts = o.attempt)
                RETURNING p.delivery_id
            ),
            later AS (
                UPDATE webhook_pending p
                SET due_at = clock_timestamp() + o.pause * interval '1 millisecond'
                FROM outcome o
                WHERE p.delivery_id = o.id AND o.status = 'pending' AND p.attempts = o.attempt
                RETURNING p.delivery_id
            )
            UPDATE webhook_delivery d
            SET status = o.status, attempts = d.attempts + 1, response_code = o.code,
                error = o.error, duration_ms = o.duration, attempted_at = clock_timestamp()
            FROM outcome o
            JOIN (SELECT delivery_id FROM gone UNION ALL SELECT delivery_id FROM later) AS mine
              ON mine.delivery_id = o.id
            WHERE d.job_id = o.job_id AND d.id = o.id
            """;

    private static final String ALL_IS_WELL =
            """
            UPDATE webhook_endpoint SET failing_since = NULL
            WHERE id = ANY (:endpoints) AND failing_since IS NOT NULL
            """;

    private static final String SOMETHING_FAILS =
            """
            UPDATE webhook_endpoint SET failing_since = clock_timestamp()
            WHERE id = ANY (:endpoints) AND failing_since IS NULL AND active
            """;

    private static final String DISABLE_ENDPOINT =
            """
            UPDATE webhook_endpoint
            SET active = false, disabled_at = clock_timestamp(), disabled_reason = :reason
            WHERE id = :endpoint AND active
            """;

    private static final String BACKLOG =
            """
            SELECT count(*) AS pending,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)) * 1000, 0)::bigint
                       AS oldest_ms
            FROM webhook_pending
            """;

    private static final String ENSURE_DAYS =
            """
            SELECT ensure_webhook_partitions((clock_timestamp() AT TIME ZONE 'UTC')::date, :days)::text
            """;

    private static final String FORGET =
            """
            SELECT drop_webhook_partitions(
                ((clock_timestamp() - :ageMillis * interval '1 millisecond') AT TIME ZONE 'UTC')::date)
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    PostgresDeliveries(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Due> claim(Collection<Room> rooms, Duration lease) {
        return jdbc.sql(CLAIM_DUE)
                .param("lanes", column("text", rooms, Room::lane))
                .param("rooms", column("int4", rooms, Room::most))
                .param("leaseMillis", lease.toMillis())
                .query((row, _) -> DueRow.read(row))
                .list();
    }

    @Override
    public Look look() {
        return jdbc.sql(LOOK).query((row, _) -> look(row)).single();
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(
                List.of((String[]) row.getArray("lanes").getArray()),
                Optional.ofNullable(row.getObject("next_millis", Long.class))
                        .map(Duration::ofMillis));
    }

    @Override
    public void settle(Collection<Settled> attempts) {
        jdbc.sql(SETTLE)
                .param("ids", column("uuid", attempts, each -> each.due().id().value()))
                .param("jobs", column("uuid", attempts, each -> each.due().job().value()))
                .param("attempts", column("int4", attempts, each -> each.due().attempt()))
                .param("statuses", column("text", attempts, each -> status(each.verdict())))
                .param("pauses", column("int8", attempts, each -> pause(each.verdict())))
                .param("codes", column("int4", attempts, Settled::responseCode))
                .param("errors", column("text", attempts, Settled::error))
                .param("durations", column("int8", attempts, each -> each.took().toMillis()))
                .update();
        noteHealth(ALL_IS_WELL, attempts.stream().filter(PostgresDeliveries::recovered).toList());
        noteHealth(SOMETHING_FAILS, attempts.stream().filter(PostgresDeliveries::broke).toList());
    }

    private static String status(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered _ -> "delivered";
            case Verdict.Again _ -> "pending";
            case Verdict.GivenUp _ -> "failed";
        };
    }

    private static long pause(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Again(var pause) -> pause.toMillis();
            case Verdict.Delivered _, Verdict.GivenUp _ -> 0;
        };
    }

    private static boolean recovered(Settled attempt) {
        return attempt.verdict() instanceof Verdict.Delivered && failing(attempt);
    }

    private static boolean broke(Settled attempt) {
        return !(attempt.verdict() instanceof Verdict.Delivered) && !failing(attempt);
    }

    private static boolean failing(Settled attempt) {
        return attempt.due().target().flatMap(Target::failingFor).isPresent();
    }

    /** Rare: what goes on as before is not written down. */
    private void noteHealth(String sql, List<Settled> attempts) {
        var endpoints =
                attempts.stream()
                        .flatMap(attempt -> attempt.due().target().stream())
                        .flatMap(target -> target.endpoint().stream())
                        .distinct()
                        .toList();
        if (!endpoints.isEmpty()) {
            var ids = column("uuid", endpoints, EndpointId::value);
            jdbc.sql(sql).param("endpoints", ids).update();
        }
    }

    @Override
    public void disable(EndpointId endpoint, String reason) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql(DISABLE_ENDPOINT)
                    .param("endpoint", endpoint.value())
                    .param("reason", reason)
                    .update();
            OutboxSql.giveUp(jdbc, endpoint, "its endpoint was disabled: " + reason);
        });
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql(BACKLOG)
                .query((row, _) ->
                        new Backlog(
                                row.getLong("pending"),
                                Duration.ofMillis(row.getLong("oldest_ms"))))
                .single();
    }

    @Override
    public void ensureDays(int days) {
        jdbc.sql(ENSURE_DAYS).param("days", days).query(String.class).list();
    }

    @Override
    public int forgetOlderThan(Duration age) {
        return jdbc.sql(FORGET).param("ageMillis", age.toMillis()).query(Integer.class).single();
    }

    private static <T> SqlArrayValue column(
            String type, Collection<T> rows, Function<T, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }
}
