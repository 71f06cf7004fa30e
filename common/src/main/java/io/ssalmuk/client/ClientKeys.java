package io.ssalmuk.client;

import io.ssalmuk.pool.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The clients and the keys by which they are known. What changes them is in the audit trail. */
public interface ClientKeys {

    /** Makes a client for each, all or none. */
    List<IssuedKey> issue(List<ClientTerms> terms, Actor actor);

    /** Every client, oldest first. */
    List<Client> list();

    /**
     * Changes what is said of a client, or shuts it out; empty when there is no such client.
     *
     * @param change of its terms and whether it is active; of nothing else
     */
    Optional<Client> change(ClientId id, UnaryOperator<Client> change, Actor actor);

    /** Whose key this is; empty when it is nobody's, or that of a client that is shut out. */
    Optional<Client> holder(KeyHash key);

    /** Notes when keys last opened something, unless something later is known. */
    void used(Map<ClientId, Instant> last);
}
