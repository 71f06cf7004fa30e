package io.ssalmuk.webhook.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobExtras;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.JobWebhook;
import io.ssalmuk.job.postgres.JobStores;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.Room;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryRecord;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import io.ssalmuk.webhook.Endpoint;
import io.ssalmuk.webhook.Endpoint.Settings;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** From the end of a job to what its owner sees of the telling. */
class OutboxTest {

    private static final SealedSecret SECRET = new SealedSecret(new byte[] {1});
    private static final SealedSecret NEXT_SECRET = new SealedSecret(new byte[] {2});
    private static final TransactionOperations NONE = TransactionOperations.withoutTransaction();

    @AutoClose private static final MigratedDatabase database = MigratedDatabase.create();

    @BeforeEach
    void nothingIsPending() {
        database.jdbc().sql("TRUNCATE webhook_endpoint, webhook_pending, job_webhook").update();
    }

    private final List<String> rung = new ArrayList<>();
    private final JobStores.Ringing jobs = JobStores.ringing(database.jdbc(), rung::addAll);
    private final PostgresEndpoints endpoints = new PostgresEndpoints(database.jdbc(), NONE);
    private final PostgresClientSecrets secrets = new PostgresClientSecrets(database.jdbc());
    private final PostgresDeliveries deliveries = new PostgresDeliveries(database.jdbc(), NONE);
    private final PostgresDeliveryLog log = new PostgresDeliveryLog(database.jdbc());
    private final ClientId client = JobRequests.client();

    private Endpoint endpoint(EventType... events) {
        return endpoints.add(client, settings(Set.of(events)), SECRET, 3).orElseThrow();
    }

    private static Settings settings(Set<EventType> events) {
        return new Settings("https://a.example/hook", events, "mine", false, true);
    }

    private JobRequest accepted(JobExtras extras) {
        var job = JobRequests.with(JobRequests.job(client), extras);
        jobs.intake().accept(List.of(job));
        return job;
    }

    private Claim claim(JobRequest job) {
        return jobs.claims().claim(job.id(), Claimant.of(jobs.boot())).orElseThrow();
    }

    private List<EventType> told(JobRequest job) {
        return log.ofJob(client, job.id()).stream().map(DeliveryRecord::event).toList();
    }

    private List<Due> due() {
        var rooms = deliveries.look().lanes().stream().map(lane -> new Room(lane, 10)).toList();
        return deliveries.claim(rooms, Duration.ofSeconds(30));
    }

    @Test
    void whoDeliversIsCalledAfterTheCommit() {
        endpoint(EventType.JOB_CANCELLED);
        var job = accepted(JobExtras.NONE);
        var transactions =
                new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));

        transactions.executeWithoutResult(_ -> {
            jobs.claims().cancelQueued(job.id());
            assertThat(rung).isEmpty();
        });

        assertThat(rung).hasSize(1);
    }

    @Test
    void onlyWhoAskedForAnEventIsTold() {
        endpoint(EventType.JOB_FAILED);
        var off = endpoint(EventType.JOB_COMPLETED);
        endpoints.change(client, off.id(), now -> active(now, false));
        var stranger = JobRequests.client();
        endpoints.add(stranger, settings(EventType.ofJobs()), SECRET, 3);
        var job = accepted(JobExtras.NONE);

        jobs.claims().complete(claim(job), Body.of("{}"), CallFacts.NONE);

        assertThat(told(job)).isEmpty();
        assertThat(rung).isEmpty();
        assertThat(deliveries.backlog().pending()).isZero();
    }

    private static Settings active(Settings now, boolean active) {
        return new Settings(now.url(), now.events(), now.description(), now.wholeResult(), active);
    }

    @Test
    void anAddressThatAJobNamedIsToldBesidesTheEndpoints() {
        var endpoint = endpoint(EventType.JOB_COMPLETED);
        secrets.put(client, NEXT_SECRET);
        var webhook =
                new JobWebhook("https://b.example/x", true, client + "/https://b.example:443");
        var metadata = Body.of("{\"order\":1}");
        var job = accepted(new JobExtras(Optional.of(metadata), Optional.of(webhook)));

        jobs.claims().complete(claim(job), Body.of("{}"), CallFacts.NONE);

        var due = due();
        assertThat(due)
                .extracting(each -> each.target().orElseThrow())
                .extracting(Target::endpoint, Target::url, Target::wholeResult, Target::secrets)
                .containsExactlyInAnyOrder(
                        tuple(
                                Optional.of(endpoint.id()),
                                "https://a.example/hook",
                                false,
                                List.of(SECRET)),
                        tuple(Optional.empty(), webhook.url(), true, List.of(NEXT_SECRET)));
        assertThat(due)
                .allSatisfy(each -> {
                    assertThat(each.job()).isEqualTo(job.id());
                    assertThat(requireNonNull(each.ended()).state()).isEqualTo(JobState.COMPLETED);
                    assertThat(requireNonNull(each.ended()).metadata()).isEqualTo(metadata);
                });
        assertThat(
                        database.jdbc()
                                .sql("SELECT count(*) FROM job_webhook")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void metadataComesBackWithTheJob() {
        var metadata = Body.of("{\"a\": [1.10, null], \"b\": \"\\u0000ü\"}");
        var job = accepted(new JobExtras(Optional.of(metadata), Optional.empty()));

        assertThat(jobs.jobs().find(job.id(), client).orElseThrow().metadata()).isEqualTo(metadata);
    }

    @Test
    void twoSecretsAreValidForADayAfterARotation() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        assertThat(endpoints.rotate(client, endpoint.id(), NEXT_SECRET)).isPresent();
        jobs.claims().cancelQueued(accepted(JobExtras.NONE).id());
        assertThat(signing()).containsExactly(NEXT_SECRET, SECRET);

        database.jdbc()
                .sql("UPDATE webhook_endpoint SET former_secret_until = clock_timestamp()")
                .update();
        jobs.claims().cancelQueued(accepted(JobExtras.NONE).id());

        assertThat(signing()).containsExactly(NEXT_SECRET);
        assertThat(endpoints.rotate(JobRequests.client(), endpoint.id(), SECRET)).isEmpty();
    }

    private List<SealedSecret> signing() {
        return due().getFirst().target().orElseThrow().secrets();
    }

    @Test
    void aClientsSecretIsRotatedToo() {
        assertThat(secrets.has(client)).isFalse();
        assertThat(secrets.put(client, SECRET)).isEmpty();
        assertThat(secrets.put(client, NEXT_SECRET)).isPresent();
        assertThat(secrets.has(client)).isTrue();

        var lane = client + "/https://b.example:443";
        var webhook = new JobWebhook("https://b.example", false, lane);
        var job = accepted(new JobExtras(Optional.empty(), Optional.of(webhook)));
        jobs.claims().cancelQueued(job.id());

        assertThat(rung).containsExactly(lane);
        assertThat(signing()).containsExactly(NEXT_SECRET, SECRET);
    }

    @Test
    void anEndpointIsSeenAndChangedByItsOwnerAlone() {
        var mine = endpoint(EventType.JOB_COMPLETED);
        var stranger = JobRequests.client();

        assertThat(endpoints.list(client)).containsExactly(mine);
        assertThat(endpoints.list(stranger)).isEmpty();
        assertThat(endpoints.find(stranger, mine.id())).isEmpty();
        assertThat(endpoints.change(stranger, mine.id(), now -> now)).isEmpty();
        assertThat(endpoints.remove(stranger, mine.id())).isFalse();
        assertThat(log.test(stranger, mine.id())).isEmpty();
        assertThat(endpoints.remove(client, mine.id())).isTrue();
        assertThat(endpoints.find(client, mine.id())).isEmpty();
    }

    @Test
    void thereAreAsManyEndpointsAsMayBe() {
        endpoint(EventType.JOB_COMPLETED);
        endpoint(EventType.JOB_COMPLETED);
        endpoint(EventType.JOB_COMPLETED);

        assertThat(endpoints.add(client, settings(EventType.ofJobs()), SECRET, 3)).isEmpty();
    }

    @Test
    void anEndpointThatIsTurnedOnAgainIsForgiven() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        jobs.claims().cancelQueued(accepted(JobExtras.NONE).id());
        settle(due().getFirst(), new Verdict.GivenUp());
        deliveries.disable(endpoint.id(), "nobody is there");
        var off = endpoints.find(client, endpoint.id()).orElseThrow();
        assertThat(off.settings().active()).isFalse();
        assertThat(requireNonNull(off.disabled()).reason()).isEqualTo("nobody is there");
        assertThat(off.failingSince()).isNotNull();

        var on = endpoints.change(client, endpoint.id(), now -> active(now, true)).orElseThrow();

        assertThat(on.disabled()).isNull();
        assertThat(on.failingSince()).isNull();
    }

    @Test
    void whatWaitsForAnEndpointThatIsDeletedIsGivenUp() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        var job = accepted(JobExtras.NONE);
        jobs.claims().cancelQueued(job.id());

        endpoints.remove(client, endpoint.id());

        var told = log.ofJob(client, job.id()).getFirst();
        assertThat(told.status()).isEqualTo(Status.FAILED);
        assertThat(told.error()).isEqualTo("its endpoint was deleted");
        assertThat(due()).isEmpty();
    }

    @Test
    void deliveriesAreListedPageByPageNewestFirst() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        for (int n = 0; n < 5; n++) {
            jobs.claims().cancelQueued(accepted(JobExtras.NONE).id());
        }
        var all = page(endpoint.id(), null, null);

        assertThat(all)
                .hasSize(5)
                .isSortedAccordingTo((a, b) -> b.id().value().compareTo(a.id().value()));
        assertThat(log.ofEndpoint(client, endpoint.id(), null, all.get(1).id(), 2))
                .isEqualTo(all.subList(2, 4));
        settle(due().getFirst(), new Verdict.Delivered());
        assertThat(page(endpoint.id(), Status.DELIVERED, null)).hasSize(1);
        assertThat(page(endpoint.id(), Status.PENDING, null)).hasSize(4);
        assertThat(log.ofEndpoint(JobRequests.client(), endpoint.id(), null, null, 9)).isEmpty();
    }

    private List<DeliveryRecord> page(
            EndpointId endpoint, @Nullable Status status, @Nullable DeliveryId before) {
        return log.ofEndpoint(client, endpoint, status, before, 100);
    }

    @Test
    void aDeliveryThatWasGivenUpIsMadeOnceMoreUnderItsId() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        jobs.claims().cancelQueued(accepted(JobExtras.NONE).id());
        var due = due().getFirst();
        settle(due, new Verdict.GivenUp());
        assertThat(log.redeliver(JobRequests.client(), due.id())).isEmpty();

        var again = log.redeliver(client, due.id()).orElseThrow();

        assertThat(again.status()).isEqualTo(Status.PENDING);
        var next = due().getFirst();
        assertThat(next.id()).isEqualTo(due.id());
        assertThat(next.attempt()).isEqualTo(1);
        settle(next, new Verdict.Delivered());
        var delivered = page(endpoint.id(), null, null).getFirst();
        assertThat(delivered.attempts()).isEqualTo(2);
        assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
        assertThat(requireNonNull(delivered.last()).responseCode()).isEqualTo(204);
        assertThat(delivered.nextAttemptAt()).isNull();
    }

    @Test
    void aTestGoesToAnEndpointThatIsTurnedOffAndNothingElseDoes() {
        var endpoint = endpoint(EventType.JOB_CANCELLED);
        endpoints.change(client, endpoint.id(), now -> active(now, false));
        var test = log.test(client, endpoint.id()).orElseThrow();

        assertThat(test.event()).isEqualTo(EventType.TEST);
        var due = due().getFirst();
        assertThat(due.target()).isPresent();
        assertThat(due.ended()).isNull();
    }

    @Test
    void oldDaysAreForgottenUnlessSomethingIsPendingInThem() {
        makeDay("2026-01-01", "pending");
        makeDay("2026-01-02", "failed");

        assertThat(deliveries.forgetOlderThan(Duration.ofDays(30))).isEqualTo(1);

        assertThat(days())
                .contains("webhook_delivery_20260101")
                .doesNotContain("webhook_delivery_20260102");
        assertThat(settled("2026-01-01")).isFalse();
        assertThat(settled("2026-01-02")).isTrue();
        deliveries.ensureDays(30);
        assertThat(days()).hasSizeGreaterThan(30);
    }

    private boolean settled(String day) {
        return database.jdbc()
                .sql("SELECT jobs_settled(first_job_id(:day::date), first_job_id(:day::date + 1))")
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    private void makeDay(String day, String status) {
        database.jdbc()
                .sql(
                        """
                        WITH made AS MATERIALIZED (
                            SELECT ensure_webhook_partitions(:day::date, 1)::text
                        )
                        SELECT count(*) FROM made
                        """)
                .param("day", day)
                .query(Long.class)
                .single();
        database.jdbc()
                .sql(
                        """
                        WITH told AS (
                            INSERT INTO webhook_delivery (id, job_id, client_id, endpoint_id,
                                                          whole_result, lane, event, happened_at,
                                                          status)
                            VALUES (gen_random_uuid(), first_job_id(:day::date), gen_random_uuid(),
                                    gen_random_uuid(), false, 'lane', 'job.failed', now(), :status)
                            RETURNING *
                        )
                        INSERT INTO webhook_pending (delivery_id, job_id, lane, due_at, created_at,
                                                     client_id, endpoint_id, whole_result, event,
                                                     happened_at)
                        SELECT id, job_id, lane, now(), now(), client_id, endpoint_id, whole_result,
                               event, happened_at
                        FROM told
                        WHERE status = 'pending'
                        """)
                .param("day", day)
                .param("status", status)
                .update();
    }

    private List<String> days() {
        return database.jdbc()
                .sql(
                        """
                        SELECT inhrelid::regclass::text AS name FROM pg_inherits
                        WHERE inhparent = 'webhook_delivery'::regclass
                        """)
                .query((row, _) -> row.getString("name"))
                .list();
    }

    private void settle(Due due, Verdict verdict) {
        deliveries.settle(List.of(new Settled(due, verdict, 204, null, Duration.ofMillis(5))));
    }
}
