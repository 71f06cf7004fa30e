package io.ssalmuk.webhook.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobCancels;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobExtras;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.job.postgres.JobStores;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.EndedJob;
import io.ssalmuk.webhook.Deliveries.Room;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.Endpoint.Settings;
import io.ssalmuk.webhook.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** However a job ends, its event is written once, and says what there is to say. */
class EndEventsTest {

    private static final JobError NO = new JobError("INVALID_ARGUMENT", 400, "no");
    private static final Body METADATA = Body.of("{\"order\": 1}");
    private static final JobExtras EXTRAS = new JobExtras(Optional.of(METADATA), Optional.empty());
    private static final Instant LATER = Instant.parse("2999-12-31T00:00:00Z");

    @AutoClose private static final MigratedDatabase database = MigratedDatabase.create();

    private final List<String> rung = new ArrayList<>();
    private final JobStores.Ringing jobs = JobStores.ringing(database.jdbc(), rung::addAll);
    private final PostgresDeliveries deliveries =
            new PostgresDeliveries(database.jdbc(), TransactionOperations.withoutTransaction());
    private final ClientId client = JobRequests.client();

    @BeforeEach
    void everyEndIsToBeTold() {
        database.jdbc().sql("TRUNCATE webhook_endpoint, webhook_pending").update();
        new PostgresEndpoints(database.jdbc(), TransactionOperations.withoutTransaction())
                .add(
                        client,
                        new Settings("https://a.example", EventType.ofJobs(), "all", false, true),
                        new SealedSecret(new byte[] {1}),
                        1);
    }

    private JobRequest accepted(JobRequest job) {
        var said = JobRequests.with(job, EXTRAS);
        jobs.intake().accept(List.of(said));
        return said;
    }

    private JobRequest accepted() {
        return accepted(JobRequests.job(client));
    }

    private Claim claim(JobRequest job) {
        return jobs.claims().claim(job.id(), Claimant.of(jobs.boot())).orElseThrow();
    }

    private List<Due> due() {
        var rooms = deliveries.look().lanes().stream().map(lane -> new Room(lane, 10)).toList();
        return deliveries.claim(rooms, Duration.ofSeconds(30));
    }

    private void assertTold(JobRequest job, JobState state, @Nullable JobError error) {
        assertThat(due())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.job()).isEqualTo(job.id());
                    assertThat(event.event().text()).isEqualTo("job." + state.text());
                    assertThat(event.ended()).isEqualTo(ended(job, state, error));
                });
        assertThat(rung).hasSize(1);
    }

    private static EndedJob ended(JobRequest job, JobState state, @Nullable JobError error) {
        return new EndedJob(state, job.model(), job.createdAt(), error, METADATA);
    }

    @Test
    void completed() {
        var job = accepted();
        var claim = claim(job);

        jobs.claims().complete(claim, Body.of("{}"), CallFacts.NONE);
        assertThat(jobs.claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isFalse();

        assertTold(job, JobState.COMPLETED, null);
    }

    @Test
    void failed() {
        var job = accepted();

        jobs.claims().fail(claim(job), NO, CallFacts.NONE);

        assertTold(job, JobState.FAILED, NO);
    }

    @Test
    void cancelledWhileItRan() {
        var job = accepted();

        jobs.claims().cancel(claim(job), CallFacts.NONE);

        assertTold(job, JobState.CANCELLED, null);
    }

    @Test
    void cancelledBeforeItRan() {
        var job = accepted();

        jobs.claims().cancelQueued(job.id());

        assertTold(job, JobState.CANCELLED, null);
    }

    @Test
    void cancelledByAnOperator() {
        var job = accepted();
        var mine =
                new JobCancels.Filter(
                        Optional.of(client),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        jobs.cancels().cancelQueued(mine, 10);

        assertTold(job, JobState.CANCELLED, null);
    }

    @Test
    void expiredWhileItRan() {
        var job = accepted(JobRequests.due(client, LATER));

        jobs.claims().expire(claim(job), NO, CallFacts.NONE);

        assertTold(job, JobState.EXPIRED, NO);
    }

    @Test
    void expiredBeforeItRan() {
        var job = accepted(JobRequests.due(client, Instant.EPOCH));

        jobs.deadlines().expireQueued(NO, 10);

        assertTold(job, JobState.EXPIRED, NO);
    }

    @Test
    void streamedByAWorkerThatDied() {
        var job = accepted(JobRequests.streamed(client, new ReplyAddress("nobody")));
        var boot = jobs.boot();
        jobs.claims().streams(jobs.claims().claim(job.id(), Claimant.of(boot)).orElseThrow());
        jobs.bury(boot);

        jobs.admissions().endBrokenStreams(NO);

        assertTold(job, JobState.FAILED, NO);
    }

    @Test
    void oneThatIsDeliveredAgainSaysTheSame() {
        var job = accepted();
        jobs.claims().fail(claim(job), NO, CallFacts.NONE);
        var first = due().getFirst();
        deliveries.settle(
                List.of(
                        new Settled(
                                first, new Verdict.Delivered(), 204, null, Duration.ofMillis(5))));
        assertThat(due()).isEmpty();

        new PostgresDeliveryLog(database.jdbc()).redeliver(client, first.id());

        var again = due().getFirst();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.happenedAt()).isEqualTo(first.happenedAt());
        assertThat(requireNonNull(again.ended())).isEqualTo(ended(job, JobState.FAILED, NO));
    }
}
