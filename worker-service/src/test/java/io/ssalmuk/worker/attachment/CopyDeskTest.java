package io.ssalmuk.worker.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.InMemoryCopies;
import io.ssalmuk.file.InMemoryFileStore;
import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyDeskTest {

    private static final JobFile FILE =
            new JobFile(UUID.randomUUID(), new ContentHash("ab".repeat(32)), 5, "audio/mpeg");
    private static final CopyKey WANTED = new CopyKey(new ProjectId(1), FILE.hash(), "audio/mpeg");
    private static final Copy COPY = new Copy("files/x", "https://google/files/x");

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryBoots boots = new InMemoryBoots(clock);
    private final UUID boot = UUID.randomUUID();
    private final InMemoryCopies copies = new InMemoryCopies(boots, clock);
    private final FakeUpstreamFiles upstream = new FakeUpstreamFiles();
    private final FakeLedger ledger = new FakeLedger();
    private final QuietGate gate = new QuietGate();
    private final List<Duration> slept = new ArrayList<>();

    @BeforeEach
    void live() {
        boots.born(boot, "worker");
    }

    private CopyFinding find(Sleeper sleeper) throws InterruptedException {
        var desk =
                new CopyDesk(
                        copies,
                        upstream,
                        new InMemoryFileStore(clock),
                        new FixedLife(boot, false),
                        sleeper);
        var place = new PlaceKeeper(ledger, gate, Given.permit(1), () -> nanos());
        return desk.find(
                FILE, new CopyDesk.Errand(WANTED, new GeminiKey("k"), place, new Unbroken()));
    }

    private long nanos() {
        return System.nanoTime() + Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    private CopyFinding find() throws InterruptedException {
        return find(slept::add);
    }

    @Test
    void whoComesFirstUploadsAndTheNextFindsTheCopy() throws InterruptedException {
        var first = find();
        var second = find();

        assertThat(first).isInstanceOf(CopyFinding.Found.class).isEqualTo(second);
        assertThat(upstream.said()).containsExactly("upload audio/mpeg");
        assertThat(gate.departed()).as("the second did not wait").hasSize(1);
    }

    @Test
    void aFileThatIsBeingProcessedIsLookedAtLessAndLessOften() throws InterruptedException {
        upstream.next(new FileAnswer.Processing(FakeUpstreamFiles.file("files/p")));
        upstream.next(new FileAnswer.Processing(FakeUpstreamFiles.file("files/p")));

        assertThat(find()).isInstanceOf(CopyFinding.Found.class);

        assertThat(upstream.said())
                .containsExactly("upload audio/mpeg", "look files/p", "look files/p");
        assertThat(slept).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whoseUploadIsUnderWayIsWaitedFor() throws InterruptedException {
        var other = ((Claimed.Yours) copies.claim(WANTED, boot)).upload();

        var found = find(_ -> copies.complete(other, COPY, Duration.ofDays(1)));

        assertThat(found).isEqualTo(new CopyFinding.Found(COPY));
        assertThat(upstream.said()).isEmpty();
    }

    @Test
    void anUploadWhoseWorkerDiedIsTakenOver() throws InterruptedException {
        var dead = UUID.randomUUID();
        boots.born(dead, "dead");
        copies.claim(WANTED, dead);

        var found = find(_ -> boots.gone(dead));

        assertThat(found).isInstanceOf(CopyFinding.Found.class);
        assertThat(upstream.said()).containsExactly("upload audio/mpeg");
    }

    @Test
    void aPlaceIsKeptWhileSomebodyElseUploads() throws InterruptedException {
        var other = ((Claimed.Yours) copies.claim(WANTED, boot)).upload();

        var found =
                find(pause -> {
                    clock.pass(Duration.ofSeconds(25));
                    copies.touch(other);
                    if (ledger.renewed().size() == 3) {
                        copies.complete(other, COPY, Duration.ofDays(1));
                    }
                });

        assertThat(found).isEqualTo(new CopyFinding.Found(COPY));
        assertThat(ledger.renewed()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aPlaceThatIsLostMeanwhileIsSaidSo() throws InterruptedException {
        copies.claim(WANTED, boot);
        ledger.losingTheNextPlace();

        assertThat(find(_ -> clock.pass(Duration.ofSeconds(25))))
                .isEqualTo(new CopyFinding.PlaceLost());
    }

    @Test
    void whatGoogleCannotReadFailsTheJobAndIsDeletedThere() throws InterruptedException {
        upstream.next(new FileAnswer.Failed(FakeUpstreamFiles.file("files/f"), "no audio."));

        assertThat(find())
                .isEqualTo(
                        new CopyFinding.Ended(
                                new CallOutcome.Refused(
                                        new JobError(
                                                "FILE_FAILED",
                                                null,
                                                "Google could not make use of the file: no audio."))));
        assertThat(upstream.said()).containsExactly("upload audio/mpeg", "delete files/f");
    }

    @Test
    void anUploadThatFailsLeavesTheNextAChance() throws InterruptedException {
        var trouble = new CallOutcome.Trouble(new JobError("UNAVAILABLE", 503, "busy"), true);
        upstream.next(new FileAnswer.Trouble(trouble));

        assertThat(find()).isEqualTo(new CopyFinding.Ended(trouble));
        assertThat(find()).isInstanceOf(CopyFinding.Found.class);
    }

    @Test
    void whoIsInterruptedLeavesTheNextAChance() throws InterruptedException {
        upstream.next(new FileAnswer.Processing(FakeUpstreamFiles.file("files/p")));

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() ->
                        find(_ -> {
                            throw new InterruptedException();
                        }));

        assertThat(find()).isInstanceOf(CopyFinding.Found.class);
    }

    @Test
    void aCopyIsNotUsedInItsLastHour() throws InterruptedException {
        find();
        clock.pass(Duration.ofHours(47));
        find();

        assertThat(upstream.said()).hasSize(2);
    }
}
