package io.ssalmuk.client;

import java.util.List;
import java.util.Optional;

/** The clients and the keys by which they are known. */
public interface ClientKeys {

    /** Makes one client for each name, all or none. */
    List<IssuedKey> issue(List<String> names);

    /** Every client, oldest first. */
    List<Client> list();

    /** Lets a client in or shuts it out; empty when there is no such client. */
    Optional<Client> activate(ClientId id, boolean active);

    /** Whose key this is; empty when it is nobody's, or that of a client that is shut out. */
    Optional<ClientId> holder(KeyHash key);
}
