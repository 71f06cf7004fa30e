package io.ssalmuk.client;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JpaClientKeys implements ClientKeys {

    private final ClientRows rows;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    JpaClientKeys(ClientRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<IssuedKey> issue(List<String> names) {
        return names.stream().map(this::issue).toList();
    }

    private IssuedKey issue(String name) {
        var secret = ClientSecret.make(random);
        var id = new ClientId(UuidCreator.getTimeOrderedEpoch());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var client = new Client(id, name, secret.hint(), true, now);
        rows.save(new ClientRow(client, secret.hash()));
        return new IssuedKey(client, secret);
    }

    @Override
    public List<Client> list() {
        return rows.findAllByOrderByCreatedAtAscIdAsc().stream().map(ClientRow::client).toList();
    }

    @Override
    @Transactional
    public Optional<Client> activate(ClientId id, boolean active) {
        var found = rows.findById(id.value());
        found.ifPresent(row -> row.activate(active));
        return found.map(ClientRow::client);
    }

    @Override
    public Optional<ClientId> holder(KeyHash key) {
        return rows.findByKeyHashAndActiveTrue(key.bytes()).map(row -> row.client().id());
    }
}
