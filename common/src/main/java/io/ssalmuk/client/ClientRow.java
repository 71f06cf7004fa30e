package io.ssalmuk.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * A row of the table {@code client}. Only what has changed is written, so that a change does not
 * undo a note of when the key was used.
 */
@Entity
@DynamicUpdate
@Table(name = "client")
class ClientRow implements Persistable<UUID> {

    @Id private UUID id;
    private String name;
    private String owner;

    @SuppressWarnings("UnusedVariable") // written here, and compared in the database only
    private byte[] keyHash;

    private String keyHint;
    private boolean active;
    private String scopes;
    private short weight;
    private @Nullable Instant expiresAt;
    private @Nullable Integer requestsPerMinute;
    private @Nullable Integer concurrentJobs;
    private @Nullable Integer jobsPerDay;
    private @Nullable Long tokensPerDay;
    private Instant createdAt;

    private @Nullable Instant lastUsedAt;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init") // every column that is not nullable is NOT NULL
    protected ClientRow() {}

    @SuppressWarnings("NullAway.Init") // in take
    ClientRow(Client client, KeyHash hash) {
        id = client.id().value();
        keyHash = hash.bytes();
        keyHint = client.hint();
        createdAt = client.createdAt();
        take(client);
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

    /** What can be changed of a client. */
    final void take(Client client) {
        var terms = client.terms();
        active = client.active();
        name = terms.name();
        owner = terms.owner();
        scopes = Scope.join(terms.scopes());
        weight = (short) terms.weight();
        expiresAt = terms.expiresAt();
        requestsPerMinute = terms.limits().requestsPerMinute();
        concurrentJobs = terms.limits().concurrentJobs();
        jobsPerDay = terms.limits().jobsPerDay();
        tokensPerDay = terms.limits().tokensPerDay();
    }

    Client client() {
        var limits = new ClientLimits(requestsPerMinute, concurrentJobs, jobsPerDay, tokensPerDay);
        var terms = new ClientTerms(name, owner, expiresAt, Scope.split(scopes), weight, limits);
        return new Client(new ClientId(id), keyHint, active, terms, createdAt, lastUsedAt);
    }
}
