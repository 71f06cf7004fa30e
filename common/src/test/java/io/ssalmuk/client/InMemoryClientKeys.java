package io.ssalmuk.client;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Client keys in memory. */
final class InMemoryClientKeys implements ClientKeys {

    private final Map<KeyHash, Client> clients = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    InMemoryClientKeys(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<IssuedKey> issue(List<String> names) {
        return names.stream().map(this::issue).toList();
    }

    private IssuedKey issue(String name) {
        var secret = ClientSecret.make(random);
        var id = new ClientId(UUID.randomUUID());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var client = new Client(id, name, secret.hint(), true, now);
        clients.put(secret.hash(), client);
        return new IssuedKey(client, secret);
    }

    @Override
    public synchronized List<Client> list() {
        return List.copyOf(clients.values());
    }

    @Override
    public synchronized Optional<Client> activate(ClientId id, boolean active) {
        clients.replaceAll((_, client) -> client.id().equals(id) ? with(client, active) : client);
        return clients.values().stream().filter(client -> client.id().equals(id)).findFirst();
    }

    private static Client with(Client client, boolean active) {
        return new Client(client.id(), client.name(), client.hint(), active, client.createdAt());
    }

    @Override
    public synchronized Optional<ClientId> holder(KeyHash key) {
        return Optional.ofNullable(clients.get(key)).filter(Client::active).map(Client::id);
    }
}
