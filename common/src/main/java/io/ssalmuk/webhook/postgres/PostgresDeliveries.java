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

    /**
     * A crash of the database may forget a claim or a settlement: the event is due again then, and
     * comes twice under its id. So neither waits for the disk.
     */
    private static final String NO_WAIT =
            """
            WITH no_wait AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
            """;

    private static final String CLAIM_DUE =
            NO_WAIT
                    + """
                    due AS (
                        SELECT p.delivery_id
                        FROM no_wait
                        -- Behind a SELECT, their number is no reason to plan each claim anew.
                        CROSS JOIN unnest((SELECT :lanes), (SELECT :rooms)) AS r (lane, most)
                        -- What another worker is about to take is left to it.
                        CROSS JOIN LATERAL (SELECT p.delivery_id
                                            FROM webhook_pending p
                                            -- The clock's own time cannot be looked up in an index.
                                            WHERE p.lane = r.lane AND p.due_at <= statement_timestamp()
                                            ORDER BY p.due_at
                                            LIMIT r.most
                                            FOR UPDATE SKIP LOCKED) AS p
                    ),
                    claimed AS (
                        UPDATE webhook_pending p
                        SET attempts = p.attempts + 1,
                            due_at = clock_timestamp() + :leaseMillis * interval '1 millisecond'
                        -- As an array, they are looked up: a join may choose to read all there is.
                        WHERE p.delivery_id = ANY (ARRAY(SELECT d.delivery_id FROM due d))
                        RETURNING p.*
                    )
                    SELECT c.delivery_id, c.job_id, c.lane, c.attempts, c.event, c.happened_at,
                           c.client_id, c.endpoint_id, c.url AS own_url, e.active, e.url,
                           extract(epoch FROM t.now - e.failing_since) * 1000 AS failing_for_ms,
                           coalesce(e.whole_result, c.whole_result) AS whole_result,
                           coalesce(e.secret, s.secret) AS secret,
                           coalesce(CASE WHEN e.former_secret_until > t.now THEN e.former_secret END,
                                    CASE WHEN s.former_secret_until > t.now THEN s.former_secret END)
                               AS former_secret,
                           c.state, c.model, c.job_created_at, c.error_code, c.error_status,
                           c.error_message, c.metadata, t.now
                    FROM claimed c
                    CROSS JOIN (SELECT clock_timestamp() AS now) AS t
                    LEFT JOIN webhook_endpoint e ON e.id = c.endpoint_id
                    LEFT JOIN webhook_secret s
                        ON s.client_id = c.client_id AND c.endpoint_id IS NULL
                    """;

    private static final String LOOK =
            """
            -- A loose index scan: a probe or two per lane, however much waits in it.
            WITH RECURSIVE lane AS (
                (SELECT lane FROM webhook_pending ORDER BY lane LIMIT 1)
                UNION ALL
                SELECT n.lane
                FROM lane l
                CROSS JOIN LATERAL (SELECT p.lane FROM webhook_pending p
                                    WHERE p.lane > l.lane ORDER BY p.lane LIMIT 1) AS n
            )
            SELECT coalesce(array_agg(l.lane) FILTER (WHERE first.due_at <= statement_timestamp()), '{}')
                       AS lanes,
                   ceil(extract(epoch FROM (min(later.due_at) - clock_timestamp())) * 1000)::bigint
                       AS next_millis
            FROM lane l
            CROSS JOIN LATERAL (SELECT p.due_at FROM webhook_pending p
                                WHERE p.lane = l.lane ORDER BY p.due_at LIMIT 1) AS first
            LEFT JOIN LATERAL (SELECT p.due_at FROM webhook_pending p
                               WHERE p.lane = l.lane AND p.due_at > statement_timestamp()
                               ORDER BY p.due_at LIMIT 1) AS later ON true
            """;

    private static final String SETTLE =
            NO_WAIT
                    + """
                    outcome AS (
                        SELECT o.*
                        FROM no_wait
                        CROSS JOIN unnest(:ids, :jobs, :attempts, :statuses, :pauses, :codes, :errors, :durations)
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
