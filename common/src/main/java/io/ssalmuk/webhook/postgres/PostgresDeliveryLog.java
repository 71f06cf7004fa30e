package io.ssalmuk.webhook.postgres;

import com.github.f4b6a3.uuid.UuidCreator;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryLog;
import io.ssalmuk.webhook.DeliveryRecord;
import io.ssalmuk.webhook.DeliveryRecord.Attempt;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresDeliveryLog implements DeliveryLog {

    private static final String DELIVERIES =
            """
            SELECT d.id, d.job_id, d.endpoint_id, d.url, d.event, d.status, d.attempts,
                   d.response_code, d.error, d.duration_ms, d.attempted_at, d.happened_at, p.due_at
            FROM webhook_delivery d
            LEFT JOIN webhook_pending p ON p.delivery_id = d.id
            WHERE d.client_id = :owner
            """;

    private static final String OF_ENDPOINT =
            DELIVERIES
                    + """
                    AND d.endpoint_id = :endpoint
                    AND (:status::text IS NULL OR d.status = :status)
                    AND (:before::uuid IS NULL OR d.id < :before::uuid)
                    ORDER BY d.id DESC
                    LIMIT :most
                    """;

    private static final String OF_JOB = DELIVERIES + "AND d.job_id = :job ORDER BY d.id";

    private static final String BY_ID = DELIVERIES + "AND d.id = :id";

    private static final String MAKE_TEST =
            """
            WITH made AS (
                INSERT INTO webhook_delivery (id, job_id, client_id, endpoint_id, whole_result, lane,
                                              event, happened_at)
                SELECT :id, :job, e.client_id, e.id, false, e.client_id || '/' || e.id, :event,
                       clock_timestamp()
                FROM webhook_endpoint e
                WHERE e.id = :endpoint AND e.client_id = :owner
                RETURNING id, job_id, client_id, endpoint_id, whole_result, lane, event, happened_at
            )
            INSERT INTO webhook_pending (delivery_id, job_id, lane, due_at, created_at, client_id,
                                         endpoint_id, whole_result, event, happened_at)
            SELECT id, job_id, lane, happened_at, happened_at, client_id,
                   endpoint_id, whole_result, event, happened_at
            FROM made
            """;

    private static final String DELIVER_AGAIN =
            """
            WITH again AS (
                UPDATE webhook_delivery SET status = 'pending'
                WHERE id = :id AND client_id = :owner
                RETURNING id, job_id, client_id, endpoint_id, url, whole_result, lane, event, happened_at
            )
            INSERT INTO webhook_pending (delivery_id, job_id, lane, due_at, created_at, client_id,
                                         endpoint_id, url, whole_result, event, happened_at, state,
                                         model, job_created_at, error_code, error_status,
                                         error_message, metadata)
            SELECT a.id, a.job_id, a.lane, clock_timestamp(), clock_timestamp(), a.client_id,
                   a.endpoint_id, a.url, a.whole_result, a.event, a.happened_at, j.state,
                   j.model, j.created_at, j.error_code, j.error_status,
                   j.error_message, q.metadata
            FROM again a
            LEFT JOIN job j ON j.id = a.job_id
            LEFT JOIN job_request q ON q.id = a.job_id
            ON CONFLICT (delivery_id) DO UPDATE
            SET attempts = 0, due_at = excluded.due_at
            """;

    private final JdbcClient jdbc;

    PostgresDeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DeliveryRecord> ofEndpoint(
            ClientId owner,
            EndpointId endpoint,
            @Nullable Status status,
            @Nullable DeliveryId before,
            int most) {
        return list(
                owned(OF_ENDPOINT, owner)
                        .param("endpoint", endpoint.value())
                        .param(
                                "status",
                                status == null ? null : status.name().toLowerCase(Locale.ROOT))
                        .param("before", before == null ? null : before.value())
                        .param("most", most));
    }

    @Override
    public List<DeliveryRecord> ofJob(ClientId owner, JobId job) {
        return list(owned(OF_JOB, owner).param("job", job.value()));
    }

    @Override
    public Optional<DeliveryRecord> test(ClientId owner, EndpointId endpoint) {
        var id = UuidCreator.getTimeOrderedEpoch();
        int made =
                owned(MAKE_TEST, owner)
                        .param("id", id)
                        .param("job", JobId.next().value())
                        .param("endpoint", endpoint.value())
                        .param("event", EventType.TEST.text())
                        .update();
        return made == 0 ? Optional.empty() : find(owner, id);
    }

    @Override
    public Optional<DeliveryRecord> redeliver(ClientId owner, DeliveryId id) {
        int again = owned(DELIVER_AGAIN, owner).param("id", id.value()).update();
        return again == 0 ? Optional.empty() : find(owner, id.value());
    }

    private Optional<DeliveryRecord> find(ClientId owner, UUID id) {
        return list(owned(BY_ID, owner).param("id", id)).stream().findFirst();
    }

    private StatementSpec owned(String sql, ClientId owner) {
        return jdbc.sql(sql).param("owner", owner.value());
    }

    private static List<DeliveryRecord> list(StatementSpec statement) {
        return statement.query((row, _) -> delivery(row)).list();
    }

    private static DeliveryRecord delivery(ResultSet row) throws SQLException {
        return new DeliveryRecord(
                new DeliveryId(row.getObject("id", UUID.class)),
                new JobId(row.getObject("job_id", UUID.class)),
                Optional.ofNullable(row.getObject("endpoint_id", UUID.class)).map(EndpointId::new),
                Optional.ofNullable(row.getString("url")),
                EventType.of(row.getString("event")).orElseThrow(),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                attempt(row),
                row.getString("error"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                Moments.of(row, "due_at"));
    }

    private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
        var at = Moments.of(row, "attempted_at");
        return at == null
                ? null
                : new Attempt(
                        at,
                        row.getObject("response_code", Integer.class),
                        Duration.ofMillis(row.getLong("duration_ms")));
    }
}
