package io.ssalmuk.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A row of the table {@code client}. */
@Entity
@Table(name = "client")
class ClientRow implements Persistable<UUID> {

    @Id private UUID id;
    private String name;

    @SuppressWarnings("UnusedVariable") // written here, and compared in the database only
    private byte[] keyHash;

    private String keyHint;
    private boolean active;
    private Instant createdAt;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init") // every column is NOT NULL
    protected ClientRow() {}

    ClientRow(Client client, KeyHash hash) {
        id = client.id().value();
        name = client.name();
        keyHash = hash.bytes();
        keyHint = client.hint();
        active = client.active();
        createdAt = client.createdAt();
    }

    @Override
    public UUID getId() {
        return id;
    }

    /**
     * Rows are saved once, when they are made; without this Hibernate would look for them first.
     */
    @Override
    public boolean isNew() {
        return true;
    }

    void activate(boolean on) {
        active = on;
    }

    Client client() {
        return new Client(new ClientId(id), name, keyHint, active, createdAt);
    }
}
