package io.ssalmuk.webhook;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.secret.SealedSecret;
import java.time.Instant;
import java.util.Optional;

/** With what the events are signed that go to addresses that jobs name. */
public interface ClientSecrets {

    boolean has(ClientId client);

    /**
     * Makes it the client's secret.
     *
     * @return until when the one before stays valid, if there was one
     */
    Optional<Instant> put(ClientId client, SealedSecret secret);
}
