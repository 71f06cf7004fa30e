package io.ssalmuk.client;

import io.ssalmuk.pool.Actor;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Client keys in memory. */
final class InMemoryClientKeys implements ClientKeys {

    private final Map<KeyHash, Client> clients = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    InMemoryClientKeys(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<IssuedKey> issue(List<ClientTerms> terms, Actor actor) {
        return terms.stream().map(this::issue).toList();
    }

    private IssuedKey issue(ClientTerms terms) {
        var secret = ClientSecret.make(random);
        var id = new ClientId(UUID.randomUUID());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var client = new Client(id, secret.hint(), true, terms, now, null);
        clients.put(secret.hash(), client);
        return new IssuedKey(client, secret);
    }

    @Override
    public synchronized List<Client> list() {
        return List.copyOf(clients.values());
    }

    @Override
    public synchronized Optional<Client> change(
            ClientId id, UnaryOperator<Client> change, Actor actor) {
        clients.replaceAll((_, old) -> old.id().equals(id) ? change.apply(old) : old);
        return clients.values().stream().filter(client -> client.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<Client> holder(KeyHash key) {
        return Optional.ofNullable(clients.get(key))
                .filter(client -> client.mayEnter(clock.instant()));
    }

    @Override
    public synchronized void used(Map<ClientId, Instant> last) {
        clients.replaceAll((_, old) -> used(old, last.get(old.id())));
    }

    private static Client used(Client old, @Nullable Instant at) {
        var before = old.lastUsedAt();
        return at == null || (before != null && !before.isBefore(at))
                ? old
                : new Client(old.id(), old.hint(), old.active(), old.terms(), old.createdAt(), at);
    }
}
