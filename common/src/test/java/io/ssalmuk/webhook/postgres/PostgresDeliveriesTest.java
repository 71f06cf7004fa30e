package io.ssalmuk.webhook.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.webhook.DeliveriesContract;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.EventType;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.support.TransactionOperations;

class PostgresDeliveriesTest implements DeliveriesContract {

    @AutoClose private static final MigratedDatabase database = MigratedDatabase.create();

    @BeforeEach
    void nothingIsPending() {
        database.jdbc().sql("TRUNCATE webhook_endpoint, webhook_pending").update();
    }

    @Override
    public Deliveries deliveries() {
        return new PostgresDeliveries(database.jdbc(), TransactionOperations.withoutTransaction());
    }

    @Override
    public String endpoint() {
        var client = new ClientId(UUID.randomUUID());
        var settings =
                new Endpoint.Settings("https://a.example", EventType.ofJobs(), "", false, true);
        var endpoint =
                new PostgresEndpoints(database.jdbc(), TransactionOperations.withoutTransaction())
                        .add(client, settings, new SealedSecret(new byte[1]), 10)
                        .orElseThrow();
        return client + "/" + endpoint.id();
    }

    @Override
    public DeliveryId event(String lane) {
        var parts = lane.split("/", 2);
        return new PostgresDeliveryLog(database.jdbc())
                .test(
                        new ClientId(UUID.fromString(parts[0])),
                        new EndpointId(UUID.fromString(parts[1])))
                .orElseThrow()
                .id();
    }

    @Override
    public Status status(DeliveryId id) {
        var status =
                database.jdbc()
                        .sql("SELECT status FROM webhook_delivery WHERE id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .single();
        return Status.valueOf(status.toUpperCase(Locale.ROOT));
    }

    @Override
    public void pass(Duration time) {
        database.jdbc()
                .sql(
                        """
                        UPDATE webhook_pending
                        SET due_at = due_at - :millis * interval '1 millisecond',
                            created_at = created_at - :millis * interval '1 millisecond'
                        """)
                .param("millis", time.toMillis())
                .update();
    }
}
