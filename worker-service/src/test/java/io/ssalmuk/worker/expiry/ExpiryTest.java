package io.ssalmuk.worker.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.worker.fixture.FakeNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryJobs jobs = new InMemoryJobs(new InMemoryBoots(clock), clock);
    private final FakeNotices notices = new FakeNotices();
    private final Expiry expiry = new Expiry(jobs, jobs.keys(), notices, Runnable::run);

    private JobId due(Duration in) {
        var request = JobRequests.due(JobRequests.client(), clock.instant().plus(in));
        jobs.accept(List.of(request));
        return request.id();
    }

    @Test
    void whoWaitsIsToldOfTheEnd() {
        var soon = due(Duration.ofSeconds(5));
        var later = due(Duration.ofMinutes(5));
        clock.pass(Duration.ofSeconds(6));

        expiry.expireJobs();

        assertThat(notices.sent()).containsExactly(soon).doesNotContain(later);
        assertThat(jobs.ended(List.of(soon, later))).containsExactly(soon);
    }

    @Test
    void moreThanFitIntoOneStatementExpireInOneRound() {
        var all = Stream.generate(() -> due(Duration.ofSeconds(5))).limit(1_001).toList();
        clock.pass(Duration.ofSeconds(6));

        expiry.expireJobs();

        assertThat(jobs.ended(all)).hasSize(1_001);
    }

    @Test
    void keysAreForgottenAfterADay() {
        var owner = JobRequests.client();
        JobRequest keyed = JobRequests.keyed(owner, "key", new ContentHash("ab".repeat(32)));
        jobs.accept(List.of(keyed));

        clock.pass(Duration.ofHours(23));
        expiry.forgetKeys();
        assertThat(jobs.keys().find(owner, "key")).isPresent();

        clock.pass(Duration.ofHours(2));
        expiry.forgetKeys();
        assertThat(jobs.keys().find(owner, "key")).isEmpty();
    }
}
