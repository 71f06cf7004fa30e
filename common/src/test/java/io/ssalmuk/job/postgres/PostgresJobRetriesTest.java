package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.JobCancels;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobRetries;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.JobTerms;
import io.ssalmuk.job.UsageLog.Mark;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresJobRetriesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");
    private static final JobRetries.Order USUAL = order(JobTerms.USUAL);

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    private final PostgresJobStore store = new PostgresJobStore(database.jdbc());
    private final PostgresJobRetries retries = new PostgresJobRetries(database.jdbc());
    private final ClientId owner = JobRequests.client();
    private final UUID boot = store.boot();

    private static JobRetries.Order order(JobTerms terms) {
        return new JobRetries.Order(NOW, OptionalInt.empty(), terms);
    }

    private JobRequest failed(JobRequest request) {
        store.intake().accept(List.of(request));
        var claim = store.claims().claim(request.id(), Claimant.of(boot)).orElseThrow();
        store.claims().fail(claim, new JobError("A", 400, "b"), CallFacts.NONE);
        new PostgresJobFiles(database.jdbc()).release(request.id());
        return request;
    }

    private ContentHash uploaded() {
        return ContentHash.of(
                database.jdbc()
                        .sql(
                                """
                                WITH content AS (
                                    INSERT INTO file_content (hash, size)
                                    VALUES (sha256(uuid_send(gen_random_uuid())), 5)
                                    RETURNING hash
                                )
                                INSERT INTO client_file (id, client_id, name, mime_type, hash)
                                SELECT gen_random_uuid(), :owner, 'a', 'text/plain', hash
                                FROM content
                                RETURNING hash
                                """)
                        .param("owner", owner.value())
                        .query(byte[].class)
                        .single());
    }

    private Set<JobId> retry(JobId old, JobId made, JobRetries.Order order) {
        return retries.retry(Map.of(old, made), order);
    }

    @Test
    void aRetryHasTheSameRequestAndSaysWhoseItIs() {
        var old = failed(JobRequests.job(owner));
        var made = JobId.next();

        assertThat(retry(old.id(), made, USUAL)).containsExactly(made);

        var job = store.jobs().find(made, owner).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.retryOf()).isEqualTo(old.id());
        assertThat(job.createdAt()).isEqualTo(NOW);
        var claim = store.claims().claim(made, Claimant.of(boot)).orElseThrow();
        assertThat(claim.request()).isEqualTo(old.body());
        assertThat(claim.maxAttempts()).isEqualTo(old.maxAttempts());
        assertThat(claim.ticket().tokens()).isEqualTo(old.tokens());
        assertThat(claim.replyTo()).isEmpty();
    }

    @Test
    void itsTermsAreItsOwn() {
        var old = failed(JobRequests.due(owner, store.now().plusSeconds(60)));
        var made = JobId.next();
        var terms = new JobTerms(Optional.of(NOW.plusSeconds(9)), Optional.empty());

        retry(old.id(), made, new JobRetries.Order(NOW, OptionalInt.of(7), terms));

        var job = store.jobs().find(made, owner).orElseThrow();
        assertThat(job.deadline()).isEqualTo(NOW.plusSeconds(9));
        assertThat(
                        database.jdbc()
                                .sql("SELECT max_attempts FROM job WHERE id = :id")
                                .param("id", made.value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(7);
    }

    @Test
    void whatHasNotEndedIsNotRetried() {
        var request = JobRequests.job(owner);
        store.intake().accept(List.of(request));

        assertThat(retry(request.id(), JobId.next(), USUAL)).isEmpty();
        assertThat(retry(JobId.next(), JobId.next(), USUAL)).isEmpty();
    }

    @Test
    void filesComeAlongAsLongAsTheyAreItsClients() {
        var file = new JobFile(UUID.randomUUID(), uploaded(), 5, "text/plain");
        var old = failed(JobRequests.with(JobRequests.job(owner), List.of(file)));
        var made = JobId.next();

        assertThat(retries.hasFiles(old.id())).isTrue();
        assertThat(retry(old.id(), made, USUAL)).containsExactly(made);
        assertThat(new PostgresJobFiles(database.jdbc()).of(made)).containsExactly(file);

        database.jdbc().sql("DELETE FROM client_file").update();
        assertThat(retries.hasFiles(old.id())).isFalse();
        assertThat(retry(old.id(), JobId.next(), USUAL)).isEmpty();
    }

    @ConcurrentTest
    void aKeyMakesOneRetry() {
        var old = failed(JobRequests.job(owner));
        var key = new IdempotencyKey("key", new ContentHash("ab".repeat(32)));
        var order = order(new JobTerms(Optional.empty(), Optional.of(key)));

        var made = Race.of(8, _ -> retry(old.id(), JobId.next(), order));

        var all = made.stream().flatMap(Collection::stream).toList();
        assertThat(all).hasSize(1);
        assertThat(store.keys().find(owner, "key").orElseThrow().job()).isEqualTo(all.getFirst());
    }

    @Test
    void aRetryThatIsNotMadeUsesNoKey() {
        var key = new IdempotencyKey("key", new ContentHash("ab".repeat(32)));

        retry(JobId.next(), JobId.next(), order(new JobTerms(Optional.empty(), Optional.of(key))));

        assertThat(store.keys().find(owner, "key")).isEmpty();
    }

    @Test
    void candidatesAreThoseThatEndedBadlyAndWereNotRetried() {
        var first = failed(JobRequests.job(owner));
        var other = failed(JobRequests.job(JobRequests.client()));
        var retried = failed(JobRequests.job(owner));
        retry(retried.id(), JobId.next(), USUAL);
        store.intake().accept(List.of(JobRequests.job(owner)));

        assertThat(jobs(filter(Optional.empty(), Optional.empty())))
                .containsExactly(first.id(), other.id());
        assertThat(jobs(filter(Optional.of(owner), Optional.of("A")))).containsExactly(first.id());
        assertThat(jobs(filter(Optional.of(owner), Optional.of("B")))).isEmpty();
    }

    private static JobRetries.Filter filter(Optional<ClientId> client, Optional<String> error) {
        return new JobRetries.Filter(
                EnumSet.of(JobState.FAILED),
                client,
                Optional.empty(),
                Optional.empty(),
                error,
                Optional.empty(),
                Optional.empty());
    }

    private List<JobId> jobs(JobRetries.Filter filter) {
        var found = retries.candidates(filter, null, 10);
        assertThat(found.isEmpty() || retries.candidates(filter, found.getLast(), 10).isEmpty())
                .isTrue();
        return found.stream().map(Mark::job).toList();
    }

    @Test
    void whatWaitsIsCancelledByFilterAndWhatRunsIsFound() {
        var cancels = new PostgresJobCancels(database.jdbc(), _ -> {});
        var mine = JobRequests.jobs(owner, 3);
        var running = JobRequests.job(owner);
        var another = JobRequests.job(JobRequests.client());
        store.intake().accept(mine);
        store.intake().accept(List.of(running, another));
        var _ = store.claims().claim(running.id(), Claimant.of(boot)).orElseThrow();
        var filter =
                new JobCancels.Filter(
                        Optional.of(owner),
                        Optional.empty(),
                        Optional.of(running.model()),
                        Optional.empty(),
                        Optional.empty());

        assertThat(cancels.countQueued(filter, 2)).isEqualTo(2);
        assertThat(cancels.countQueued(filter, 10)).isEqualTo(3);
        assertThat(cancels.cancelQueued(filter, 2))
                .containsExactlyInAnyOrderElementsOf(JobRequests.ids(mine.subList(0, 2)));
        assertThat(cancels.cancelQueued(filter, 2)).containsExactly(mine.getLast().id());
        assertThat(cancels.running(filter, 10)).containsExactly(running.id());
        assertThat(store.jobs().find(another.id(), another.client()).orElseThrow().state())
                .isEqualTo(JobState.QUEUED);
        assertThat(database.jdbc().sql("SELECT count(*) FROM usage_log").query(Long.class).single())
                .isEqualTo(3);
    }
}
