package io.ssalmuk.webhook.postgres;

import io.ssalmuk.webhook.EndpointId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What owners and workers do alike to what waits for an endpoint. */
final class OutboxSql {

    private static final String GIVE_UP =
            """
            WITH pending AS (
                DELETE FROM webhook_pending
                WHERE lane = (SELECT d.lane FROM webhook_delivery d WHERE d.endpoint_id = :endpoint LIMIT 1)
                RETURNING delivery_id, job_id
            )
            UPDATE webhook_delivery d SET status = 'failed', error = :reason
            FROM pending p
            WHERE d.job_id = p.job_id AND d.id = p.delivery_id
            """;

    private OutboxSql() {}

    static void giveUp(JdbcClient jdbc, EndpointId endpoint, String reason) {
        jdbc.sql(GIVE_UP).param("endpoint", endpoint.value()).param("reason", reason).update();
    }
}
