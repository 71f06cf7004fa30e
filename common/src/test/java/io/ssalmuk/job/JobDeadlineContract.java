package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.due;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every store of jobs ends those whose deadline passes. */
public interface JobDeadlineContract {

    JobError WHY = JobError.DEADLINE_EXCEEDED;

    JobStore store();

    @Test
    default void aQueuedJobExpiresWhereverItWaits() {
        var ticketed = accepted();
        var parked = accepted();
        store().claims().park(parked.id(), Duration.ofDays(1));
        var waiting = accepted();
        store().claims().release(claim(waiting));
        var retried = accepted();
        store().claims().retryAfter(claim(retried), Duration.ofDays(1));
        var without = JobRequests.job(client());
        store().intake().accept(List.of(without));

        store().pass(Duration.ofMinutes(2));

        assertThat(store().deadlines().expireQueued(WHY, 10))
                .containsExactlyInAnyOrder(ticketed.id(), parked.id(), waiting.id(), retried.id());
        for (var request : List.of(ticketed, parked, waiting, retried)) {
            assertThat(job(request).state()).isEqualTo(JobState.EXPIRED);
            assertThat(job(request).error()).isEqualTo(WHY);
            assertThat(job(request).endedAt()).isNotNull();
            assertThat(logged(request).error()).isEqualTo(WHY.code());
        }
        assertThat(job(without).state()).isEqualTo(JobState.QUEUED);
        assertThat(store().deadlines().expireQueued(WHY, 10)).isEmpty();
    }

    @Test
    default void theNextDeadlineIsThatOfAQueuedJob() {
        assertThat(store().deadlines().next()).isEmpty();
        var claimed = accepted();
        store().pass(Duration.ofSeconds(5));
        accepted();
        claim(claimed);

        assertThat(store().deadlines().next().orElseThrow())
                .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        store().pass(Duration.ofMinutes(2));
        assertThat(store().deadlines().next()).contains(Duration.ZERO);
    }

    @Test
    default void nothingExpiresBeforeItsDeadline() {
        var request = accepted();

        assertThat(store().deadlines().expireQueued(WHY, 10)).isEmpty();
        assertThat(job(request).deadline()).isNotNull();
        assertThat(claim(request).timeLeft().orElseThrow())
                .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Test
    default void whatIsDueIsNotClaimedAnyMore() {
        var request = accepted();
        store().pass(Duration.ofMinutes(2));

        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();

        assertThat(store().deadlines().expireQueued(WHY, 10)).containsExactly(request.id());
    }

    @Test
    default void noMoreExpireAtOnceThanAreAskedFor() {
        var all = List.of(accepted(), accepted(), accepted());
        store().pass(Duration.ofMinutes(2));

        assertThat(store().deadlines().expireQueued(WHY, 2)).hasSize(2);
        assertThat(store().deadlines().expireQueued(WHY, 2)).hasSize(1);
        assertThat(all).allMatch(request -> job(request).state() == JobState.EXPIRED);
    }

    @Test
    default void aRunningJobIsItsWorkersToEnd() {
        var request = accepted();
        var claim = claim(request);
        store().pass(Duration.ofMinutes(2));

        assertThat(store().deadlines().expireQueued(WHY, 10)).isEmpty();
        assertThat(store().claims().expire(claim, WHY, CallFacts.NONE)).isTrue();

        assertThat(job(request).state()).isEqualTo(JobState.EXPIRED);
        assertThat(logged(request).state()).isEqualTo(JobState.EXPIRED);
        assertThat(store().claims().expire(claim, WHY, CallFacts.NONE)).isFalse();
        assertThat(store().claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isFalse();
    }

    @Test
    default void theDeadlineOutlivesADeadWorker() {
        var request = accepted();
        var boot = store().boot();
        var _ = store().claims().claim(request.id(), Claimant.of(boot)).orElseThrow();
        store().bury(boot);
        store().admissions().reclaim();

        store().pass(Duration.ofMinutes(2));

        assertThat(store().deadlines().expireQueued(WHY, 10)).containsExactly(request.id());
    }

    @Test
    default void theDeadlineOutlivesAClaimThatWasLost() {
        var request = accepted();
        var lost = Claimant.of(store().boot());
        var _ = store().claims().claim(request.id(), lost).orElseThrow();
        store().claims().disown(request.id(), lost);

        store().pass(Duration.ofMinutes(2));

        assertThat(store().deadlines().expireQueued(WHY, 10)).containsExactly(request.id());
    }

    @ConcurrentTest
    default void aCancellationAndADeadlineAtOnceLeaveOneEnd() {
        var request = accepted();
        store().pass(Duration.ofMinutes(2));

        Race.of(
                8,
                n ->
                        n % 2 == 0
                                ? store().claims().cancelQueued(request.id())
                                : store().deadlines().expireQueued(WHY, 10).isEmpty());

        assertThat(job(request).state()).isIn(JobState.CANCELLED, JobState.EXPIRED);
        assertThat(store().usage().page(UsageLog.Filter.ALL, null, 10)).hasSize(1);
    }

    private UsageEntry logged(JobRequest request) {
        return store().usage().page(UsageLog.Filter.ALL, null, 10).stream()
                .filter(entry -> entry.job().equals(request.id()))
                .findFirst()
                .orElseThrow();
    }

    private JobRequest accepted() {
        var request = due(client(), store().now().plus(Duration.ofMinutes(1)));
        store().intake().accept(List.of(request));
        return request;
    }

    private Claim claim(JobRequest request) {
        return store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
    }

    private Job job(JobRequest request) {
        return store().jobs().find(request.id(), request.client()).orElseThrow();
    }
}
