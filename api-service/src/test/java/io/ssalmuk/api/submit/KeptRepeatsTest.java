package io.ssalmuk.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobRequests;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptRepeatsTest {

    private static final ContentHash ASKED = new ContentHash("ab".repeat(32));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryJobs jobs = new InMemoryJobs(new InMemoryBoots(clock), clock);
    private final InMemoryJobs others = new InMemoryJobs(new InMemoryBoots(clock), clock);
    private final ClientId owner = JobRequests.client();
    private final Repeats repeats = new KeptRepeats(jobs.keys(), jobs);

    private static IdempotencyKey key(String hash) {
        return new IdempotencyKey("key", new ContentHash(hash.repeat(32)));
    }

    @Test
    void theJobOfThatTimeIsFound() {
        var first = JobRequests.keyed(owner, "key", ASKED);
        jobs.accept(List.of(first));

        assertThat(repeats.find(owner, key("ab")).id()).isEqualTo(first.id());
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        var first = JobRequests.keyed(owner, "key", ASKED);
        jobs.accept(List.of(first));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> repeats.find(owner, key("cd")))
                .withMessageContaining(first.id().toString())
                .matches(refused -> refused.status().value() == 422);
    }

    @Test
    void aKeyWhoseJobIsGoneSaysSo() {
        jobs.accept(List.of(JobRequests.keyed(owner, "key", ASKED)));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new KeptRepeats(jobs.keys(), others).find(owner, key("ab")))
                .matches(refused -> refused.status().value() == 409);
    }

    @Test
    void aKeyThatIsForgottenMeanwhileIsToBeTriedAgain() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> repeats.find(owner, key("ab")))
                .matches(refused -> refused.status().value() == 503);
    }
}
