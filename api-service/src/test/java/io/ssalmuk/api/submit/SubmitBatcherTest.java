package io.ssalmuk.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.api.MutableClock;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.util.unit.DataSize;

final class SubmitBatcherTest {

    private static final String POISON = "poison";

    private final RecordedAftermath aftermath = new RecordedAftermath();
    private final Repeats repeats = (_, _) -> Fixtures.queued(JobId.next());
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SubmitBatcher> batchers = new ArrayList<>();

    private SubmitBatcher batcher(GatedIntake intake) {
        var properties = new SubmitProperties(5, 10, DataSize.ofMegabytes(16));
        var batcher = new SubmitBatcher(intake, aftermath, repeats, new MutableClock(), properties);
        batchers.add(batcher);
        return batcher;
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        batchers.forEach(SubmitBatcher::destroy);
    }

    @Test
    void aSingleCallerIsAnsweredWithTheJobThatWasCommitted() {
        var intake = GatedIntake.open();

        var taken = (Submitted.Taken) batcher(intake).submit(submission("{}"));

        assertThat(intake.batches.getFirst())
                .extracting(JobRequest::withoutBody)
                .containsExactly(taken.job());
        assertThat(taken.job().maxAttempts()).isEqualTo(5);
        assertThat(taken.job().bucket()).isEqualTo("bucket");
        // In milliseconds, which is what every other answer gives too.
        assertThat(taken.job().createdAt()).isEqualTo(Instant.parse("2026-07-01T12:00:00.123Z"));
    }

    @Test
    void nobodyIsAnsweredBeforeTheCommit() throws Exception {
        var intake = new GatedIntake();
        var answer = submitLater(batcher(intake), "{}");

        intake.awaitBatches(1);
        assertThat(answer.isDone()).isFalse();

        intake.letThrough(1);
        assertThat(answer.get()).isInstanceOf(Submitted.Taken.class);
    }

    @Test
    void whatComesWhileACommitIsOnItsWayIsCommittedTogether() throws Exception {
        var intake = new GatedIntake();
        var batcher = batcher(intake);
        var answers = new ArrayList<Future<Submitted>>();
        // Both drainers are busy with one job each.
        for (int i = 0; i < 2; i++) {
            answers.add(submitLater(batcher, "{}"));
            intake.awaitBatches(1);
        }
        for (int i = 0; i < 25; i++) {
            answers.add(submitLater(batcher, "{}"));
        }
        awaitWaiting(batcher, 25);
        intake.letThrough(100);

        for (var answer : answers) {
            assertThat(answer.get()).isInstanceOf(Submitted.Taken.class);
        }
        assertThat(intake.batches)
                .extracting(List::size)
                .containsExactlyInAnyOrder(1, 1, 10, 10, 5);
        assertThat(intake.batches.stream().flatMap(List::stream).map(JobRequest::id))
                .doesNotHaveDuplicates()
                .hasSize(27);
    }

    @Test
    void ticketsOfWhatWasTicketedGoOutAndTheRestIsSignalled() throws Exception {
        var intake = GatedIntake.open();
        intake.ticketsPerBatch(0);
        var waiting = (Submitted.Taken) batcher(intake).submit(submission("{}"));

        assertThat(aftermath.signals.take()).isEqualTo("work waits");
        assertThat(aftermath.tickets.take()).isEmpty();

        intake.ticketsPerBatch(1);
        var ticketed = (Submitted.Taken) batchers.getFirst().submit(submission("{}"));
        assertThat(aftermath.tickets.take()).containsExactly(ticketed.job().ticket());
        assertThat(aftermath.signals).isEmpty();
        assertThat(waiting.job().id()).isNotEqualTo(ticketed.job().id());
    }

    @Test
    void aJobWhoseFileWasJustDeletedIsRefusedAndTheOthersAreTaken() {
        var intake = GatedIntake.open();
        var batcher = batcher(intake);
        intake.check(jobs -> {
            if (jobs.stream().anyMatch(job -> !job.files().isEmpty())) {
                throw new DataIntegrityViolationException(
                        "violates foreign key constraint \"job_file_hash_fkey\"");
            }
        });
        var file =
                new JobFile(UUID.randomUUID(), new ContentHash("ab".repeat(32)), 1, "text/plain");
        var plain = submission("{}");
        var naming =
                new Submission(
                        plain.client(),
                        plain.method(),
                        plain.model(),
                        plain.lane(),
                        1,
                        plain.body(),
                        List.of(file));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> batcher.submit(naming))
                .withMessageContaining("deleted");
        assertThat(batcher.submit(plain)).isInstanceOf(Submitted.Taken.class);
    }

    @Test
    void withoutTheDatabaseEveryCallerIsToldSo() {
        var intake = GatedIntake.open();
        intake.check(_ -> {
            throw new DataAccessResourceFailureException("away");
        });
        var batcher = batcher(intake);

        assertThat(batcher.submit(submission("{}"))).isInstanceOf(Submitted.Unavailable.class);

        intake.check(_ -> {});
        assertThat(batcher.submit(submission("{}"))).isInstanceOf(Submitted.Taken.class);
    }

    @Test
    void aJobThatTheDatabaseRefusesTakesNoOtherDownWithIt() throws Exception {
        var intake = new GatedIntake();
        intake.check(SubmitBatcherTest::refusePoison);
        var batcher = batcher(intake);
        var first = List.of(submitLater(batcher, "{}"), submitLater(batcher, "{}"));
        intake.awaitBatches(2);
        var good = submitLater(batcher, "{}");
        var bad = submitLater(batcher, POISON);
        awaitWaiting(batcher, 2);
        intake.letThrough(100);

        assertThat(good.get()).isInstanceOf(Submitted.Taken.class);
        assertThatThrownBy(bad::get).hasStackTraceContaining(POISON);
        for (var answer : first) {
            assertThat(answer.get()).isInstanceOf(Submitted.Taken.class);
        }
    }

    private static void refusePoison(List<JobRequest> jobs) {
        if (jobs.stream().anyMatch(job -> job.body().text().equals(POISON))) {
            throw new DataIntegrityViolationException(POISON);
        }
    }

    @Test
    void aBugReachesTheCallerAndNotTheNextBatch() {
        var intake = GatedIntake.open();
        intake.check(_ -> {
            throw new IllegalStateException("a bug");
        });
        var batcher = batcher(intake);

        assertThatThrownBy(() -> batcher.submit(submission("{}"))).hasRootCauseMessage("a bug");

        intake.check(_ -> {});
        assertThat(batcher.submit(submission("{}"))).isInstanceOf(Submitted.Taken.class);
    }

    private static void awaitWaiting(SubmitBatcher batcher, int count) {
        while (batcher.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private Future<Submitted> submitLater(SubmitBatcher batcher, String body) {
        return callers.submit((Callable<Submitted>) () -> batcher.submit(submission(body)));
    }

    private static Submission submission(String body) {
        return new Submission(
                Fixtures.client(),
                JobMethod.GENERATE_CONTENT,
                new KnownModel("model", "bucket"),
                Lane.BULK,
                1,
                Body.of(body));
    }
}
