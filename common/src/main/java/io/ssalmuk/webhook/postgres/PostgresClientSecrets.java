package io.ssalmuk.webhook.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.ClientSecrets;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresClientSecrets implements ClientSecrets {

    private static final String HAS_SECRET =
            "SELECT EXISTS (SELECT FROM webhook_secret WHERE client_id = :client)";

    private static final String PUT_SECRET =
            """
            INSERT INTO webhook_secret AS s (client_id, secret) VALUES (:client, :secret)
            ON CONFLICT (client_id) DO UPDATE
            SET former_secret = s.secret, secret = excluded.secret,
                former_secret_until = clock_timestamp() + interval '24 hours'
            RETURNING former_secret_until
            """;

    private final JdbcClient jdbc;

    PostgresClientSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean has(ClientId client) {
        return jdbc.sql(HAS_SECRET).param("client", client.value()).query(Boolean.class).single();
    }

    @Override
    public Optional<Instant> put(ClientId client, SealedSecret secret) {
        return jdbc.sql(PUT_SECRET)
                .param("client", client.value())
                .param("secret", secret.ciphertext())
                .query((row, _) -> Optional.ofNullable(Moments.of(row, "former_secret_until")))
                .single();
    }
}
