package io.ssalmuk.webhook.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.Endpoints;
import io.ssalmuk.webhook.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
final class PostgresEndpoints implements Endpoints {

    private static final String LOCK_CLIENT =
            """
            -- Those who add at once would each find room for one more.
            SELECT pg_advisory_xact_lock(hashtextextended(:owner::text, 7016))::text
            """;

    private static final String ADD_ENDPOINT =
            """
            INSERT INTO webhook_endpoint (id, client_id, url, events, description, whole_result,
                                          active, secret)
            SELECT :id, :owner, :url, :events, :description, :wholeResult, :active, :secret
            WHERE (SELECT count(*) FROM webhook_endpoint WHERE client_id = :owner) < :most
            """;

    private static final String COLUMNS =
            """
            SELECT id, client_id, url, events, description, whole_result, active, created_at,
                   failing_since, disabled_at, disabled_reason, former_secret_until
            FROM webhook_endpoint
            WHERE client_id = :owner
            """;

    private static final String LIST_ENDPOINTS = COLUMNS + "ORDER BY id";

    private static final String FIND_ENDPOINT = COLUMNS + "AND id = :id";

    private static final String LOCK_ENDPOINT = COLUMNS + "AND id = :id FOR UPDATE";

    private static final String CHANGE_ENDPOINT =
            """
            UPDATE webhook_endpoint
            SET url = :url, events = :events, description = :description,
                whole_result = :wholeResult, active = :active,
                -- Turned on, or sent elsewhere, it begins anew.
                failing_since = CASE WHEN url = :url AND active = :active THEN failing_since END,
                disabled_at = CASE WHEN NOT :active THEN disabled_at END,
                disabled_reason = CASE WHEN NOT :active THEN disabled_reason END
            WHERE id = :id
            """;

    private static final String REMOVE_ENDPOINT =
            "DELETE FROM webhook_endpoint WHERE id = :id AND client_id = :owner";

    private static final String ROTATE_SECRET =
            """
            UPDATE webhook_endpoint
            SET former_secret = secret, secret = :secret,
                former_secret_until = clock_timestamp() + interval '24 hours'
            WHERE id = :id AND client_id = :owner
            RETURNING former_secret_until
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    PostgresEndpoints(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Optional<Endpoint> add(
            ClientId owner, Endpoint.Settings settings, SealedSecret secret, int most) {
        var id = EndpointId.next();
        return transactions.execute(_ -> {
            jdbc.sql(LOCK_CLIENT).param("owner", owner.value()).query(String.class).list();
            var _ =
                    settings(jdbc.sql(ADD_ENDPOINT), settings)
                            .param("id", id.value())
                            .param("owner", owner.value())
                            .param("secret", secret.ciphertext())
                            .param("most", most)
                            .update();
            return find(owner, id);
        });
    }

    private static StatementSpec settings(StatementSpec statement, Endpoint.Settings settings) {
        var events = settings.events().stream().map(EventType::text).toArray();
        return statement
                .param("url", settings.url())
                .param("events", new SqlArrayValue("text", events))
                .param("description", settings.description())
                .param("wholeResult", settings.wholeResult())
                .param("active", settings.active());
    }

    @Override
    public List<Endpoint> list(ClientId owner) {
        return jdbc.sql(LIST_ENDPOINTS)
                .param("owner", owner.value())
                .query((row, _) -> endpoint(row))
                .list();
    }

    @Override
    public Optional<Endpoint> find(ClientId owner, EndpointId id) {
        return query(FIND_ENDPOINT, owner, id);
    }

    private Optional<Endpoint> query(String sql, ClientId owner, EndpointId id) {
        return jdbc.sql(sql)
                .param("owner", owner.value())
                .param("id", id.value())
                .query((row, _) -> endpoint(row))
                .optional();
    }

    @Override
    public Optional<Endpoint> change(
            ClientId owner, EndpointId id, UnaryOperator<Endpoint.Settings> change) {
        return transactions.execute(_ -> {
            var now = query(LOCK_ENDPOINT, owner, id);
            now.ifPresent(endpoint -> write(endpoint, change.apply(endpoint.settings())));
            return query(FIND_ENDPOINT, owner, id);
        });
    }

    private void write(Endpoint endpoint, Endpoint.Settings settings) {
        settings(jdbc.sql(CHANGE_ENDPOINT), settings).param("id", endpoint.id().value()).update();
        if (!settings.active()) {
            OutboxSql.giveUp(jdbc, endpoint.id(), "its endpoint is not active");
        }
    }

    @Override
    public boolean remove(ClientId owner, EndpointId id) {
        return transactions.execute(_ -> {
            int removed =
                    jdbc.sql(REMOVE_ENDPOINT)
                            .param("id", id.value())
                            .param("owner", owner.value())
                            .update();
            if (removed > 0) {
                OutboxSql.giveUp(jdbc, id, "its endpoint was deleted");
            }
            return removed > 0;
        });
    }

    @Override
    public Optional<Instant> rotate(ClientId owner, EndpointId id, SealedSecret secret) {
        return jdbc.sql(ROTATE_SECRET)
                .param("owner", owner.value())
                .param("id", id.value())
                .param("secret", secret.ciphertext())
                .query((row, _) -> Moments.of(row, "former_secret_until"))
                .optional();
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                new EndpointId(row.getObject("id", UUID.class)),
                new ClientId(row.getObject("client_id", UUID.class)),
                new Endpoint.Settings(
                        row.getString("url"),
                        events((String[]) row.getArray("events").getArray()),
                        row.getString("description"),
                        row.getBoolean("whole_result"),
                        row.getBoolean("active")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Moments.of(row, "failing_since"),
                disabled(row),
                Moments.of(row, "former_secret_until"));
    }

    private static Set<EventType> events(String[] names) {
        var events = EnumSet.noneOf(EventType.class);
        Arrays.stream(names).map(EventType::of).flatMap(Optional::stream).forEach(events::add);
        return events;
    }

    private static Endpoint.@Nullable Disabled disabled(ResultSet row) throws SQLException {
        var at = Moments.of(row, "disabled_at");
        return at == null ? null : new Endpoint.Disabled(at, row.getString("disabled_reason"));
    }
}
