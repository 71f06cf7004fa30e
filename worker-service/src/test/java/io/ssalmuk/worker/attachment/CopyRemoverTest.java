package io.ssalmuk.worker.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.InMemoryCopies;
import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.JobError;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import io.ssalmuk.worker.pool.KeyLocker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRemoverTest {

    private static final FileAnswer BUSY =
            new FileAnswer.Trouble(
                    new CallOutcome.Trouble(new JobError("UNAVAILABLE", 503, "busy"), true));

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryBoots boots = new InMemoryBoots(clock);
    private final InMemoryCopies copies = new InMemoryCopies(boots, clock);
    private final FakeUpstreamFiles upstream = new FakeUpstreamFiles();
    private final UUID boot = UUID.randomUUID();

    private void copied(String name, ContentHash hash) {
        boots.born(boot, "worker");
        var upload = (Claimed.Yours) copies.claim(new CopyKey(new ProjectId(1), hash, "a/b"), boot);
        copies.complete(upload.upload(), new Copy(name, "https://" + name), Duration.ofDays(1));
    }

    private void remove(KeyLocker keys) throws InterruptedException {
        new CopyRemover(copies, upstream, keys).remove();
    }

    @Test
    void copiesThatNobodyNeedsAreDeletedAndTheOthersStay() throws InterruptedException {
        var used = new ContentHash("ab".repeat(32));
        copies.use(used, true);
        copied("files/used", used);
        copied("files/unused", new ContentHash("cd".repeat(32)));

        remove(new Keys(true));
        remove(new Keys(true));

        assertThat(upstream.said()).containsExactly("delete files/unused");
    }

    @Test
    void aDeletionThatFailsIsTriedAgainLaterAFewTimes() throws InterruptedException {
        copied("files/a", new ContentHash("ab".repeat(32)));
        for (int round = 0; round < 5; round++) {
            upstream.next(BUSY);
            remove(new Keys(true));
            clock.pass(Duration.ofMinutes(2));
        }

        assertThat(upstream.said()).hasSize(3).containsOnly("delete files/a");
    }

    @Test
    void withoutAKeyNothingIsAsked() throws InterruptedException {
        copied("files/a", new ContentHash("ab".repeat(32)));

        remove(new Keys(false));

        assertThat(upstream.said()).isEmpty();
    }

    private record Keys(boolean there) implements KeyLocker {

        @Override
        public Optional<GeminiKey> key(KeyId id) {
            return there ? Optional.of(new GeminiKey("k")) : Optional.empty();
        }

        @Override
        public void quarantine(KeyId id, String reason) {}
    }
}
