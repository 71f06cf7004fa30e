package io.ssalmuk.client;

import com.github.f4b6a3.uuid.UuidCreator;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.AuditTrail;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JpaClientKeys implements ClientKeys {

    private final ClientRows rows;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    JpaClientKeys(ClientRows rows, AuditTrail audit, InstantSource clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<IssuedKey> issue(List<ClientTerms> terms, Actor actor) {
        var issued = terms.stream().map(this::issue).toList();
        issued.forEach(key ->
                audit.write(
                        actor,
                        "make client key",
                        ClientTale.subject(key.client()),
                        ClientTale.of(key.client())));
        return issued;
    }

    private IssuedKey issue(ClientTerms terms) {
        var secret = ClientSecret.make(random);
        var id = new ClientId(UuidCreator.getTimeOrderedEpoch());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var client = new Client(id, secret.hint(), true, terms, now, null);
        rows.save(new ClientRow(client, secret.hash()));
        return new IssuedKey(client, secret);
    }

    @Override
    public List<Client> list() {
        return rows.findAllByOrderByCreatedAtAscIdAsc().stream().map(ClientRow::client).toList();
    }

    @Override
    @Transactional
    public Optional<Client> change(ClientId id, UnaryOperator<Client> change, Actor actor) {
        var found = rows.findLockedById(id.value());
        found.ifPresent(row -> change(row, change, actor));
        return found.map(ClientRow::client);
    }

    private void change(ClientRow row, UnaryOperator<Client> change, Actor actor) {
        var before = row.client();
        row.take(change.apply(before));
        audit.write(
                actor,
                "change client key",
                ClientTale.subject(before),
                ClientTale.of(before, row.client()));
    }

    @Override
    public Optional<Client> holder(KeyHash key) {
        return rows.findByKeyHash(key.bytes())
                .map(ClientRow::client)
                .filter(client -> client.mayEnter(clock.instant()));
    }

    /** In one order, so that two processes do not wait for each other. */
    @Override
    @Transactional
    public void used(Map<ClientId, Instant> last) {
        var ordered = new TreeMap<UUID, Instant>();
        last.forEach((id, at) -> ordered.put(id.value(), at));
        ordered.forEach(rows::use);
    }
}
