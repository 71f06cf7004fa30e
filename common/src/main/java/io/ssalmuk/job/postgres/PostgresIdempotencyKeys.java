package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.job.IdempotencyKeys;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresIdempotencyKeys implements IdempotencyKeys {

    private static final String FIND_KEY =
            """
            SELECT job_id, request_hash FROM idempotency_key
            WHERE client_id = :client AND key = :key
            """;

    private static final String FORGET_OLD =
            """
            DELETE FROM idempotency_key
            WHERE (client_id, key) IN (
                SELECT client_id, key FROM idempotency_key
                -- In a subquery, or the index would not be read up to that moment, but to its end.
                WHERE created_at < (SELECT clock_timestamp() - :ageMillis * interval '1 millisecond')
                ORDER BY created_at
                LIMIT :most)
            """;

    private final JdbcClient jdbc;

    PostgresIdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Use> find(ClientId client, String key) {
        return jdbc.sql(FIND_KEY)
                .param("client", client.value())
                .param("key", key)
                .query((row, _) ->
                        new Use(
                                new JobId(row.getObject("job_id", UUID.class)),
                                ContentHash.of(row.getBytes("request_hash"))))
                .optional();
    }

    @Override
    public int forget(Duration age, int most) {
        return jdbc.sql(FORGET_OLD).param("ageMillis", age.toMillis()).param("most", most).update();
    }
}
