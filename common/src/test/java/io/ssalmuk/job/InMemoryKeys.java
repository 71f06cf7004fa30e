package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that are gone with the test. */
final class InMemoryKeys implements IdempotencyKeys {

    private record Name(ClientId client, String key) {}

    private record Row(Use use, Instant createdAt) {}

    private final Map<Name, Row> rows = new ConcurrentHashMap<>();
    private final InstantSource clock;

    InMemoryKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes the key of a job, if it has one; false when it was used before. */
    boolean take(JobRequest job) {
        return job.terms().key().isEmpty() || take(job, job.terms().key().get());
    }

    private boolean take(JobRequest job, IdempotencyKey key) {
        var row = new Row(new Use(job.id(), key.request()), clock.instant());
        return rows.putIfAbsent(new Name(job.client(), key.text()), row) == null;
    }

    @Override
    public Optional<Use> find(ClientId client, String key) {
        return Optional.ofNullable(rows.get(new Name(client, key))).map(Row::use);
    }

    @Override
    public int forget(Duration age, int most) {
        var old = clock.instant().minus(age);
        var gone =
                rows.entrySet().stream()
                        .filter(row -> row.getValue().createdAt().isBefore(old))
                        .map(Map.Entry::getKey)
                        .limit(most)
                        .toList();
        gone.forEach(rows::remove);
        return gone.size();
    }
}
