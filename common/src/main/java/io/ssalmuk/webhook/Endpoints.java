package io.ssalmuk.webhook;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.secret.SealedSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The endpoints of clients, each seen by its owner alone. */
public interface Endpoints {

    /** Empty when the client has as many as it may. */
    Optional<Endpoint> add(
            ClientId owner, Endpoint.Settings settings, SealedSecret secret, int most);

    /** All of a client's, the oldest first. */
    List<Endpoint> list(ClientId owner);

    Optional<Endpoint> find(ClientId owner, EndpointId id);

    /**
     * Changes what the owner may change; one that is turned on again is forgiven. What waits for
     * one that is turned off will not be delivered.
     */
    Optional<Endpoint> change(
            ClientId owner, EndpointId id, UnaryOperator<Endpoint.Settings> change);

    /** False when there is none. What waits for it will not be delivered. */
    boolean remove(ClientId owner, EndpointId id);

    /**
     * Puts a new secret beside the old one, which stays valid for a day; empty without such one.
     */
    Optional<Instant> rotate(ClientId owner, EndpointId id, SealedSecret secret);
}
