package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every {@link JobClaims} ends what nobody wants any more. */
public interface JobCancelContract {

    JobStore store();

    @Test
    default void aCancelledClaimEndsItsJob() {
        var request = accepted();
        var claim = claim(request);

        assertThat(store().claims().cancel(claim, CallFacts.NONE)).isTrue();

        assertThat(job(request).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(request).error()).isNull();
        assertThat(job(request).endedAt()).isNotNull();
        assertThat(logged(request)).isEqualTo(JobState.CANCELLED);
        assertThat(store().claims().cancel(claim, CallFacts.NONE)).isFalse();
        assertThat(store().claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isFalse();
    }

    @Test
    default void aLateWorkerCancelsNothing() {
        var request = accepted();
        var late = claim(request);
        store().claims().release(late);
        var current = claim(request);

        assertThat(store().claims().cancel(late, CallFacts.NONE)).isFalse();
        assertThat(store().claims().cancel(current, CallFacts.NONE)).isTrue();
    }

    @Test
    default void aQueuedJobIsCancelledWhereverItWaits() {
        var ticketed = accepted();
        var parked = accepted();
        store().claims().park(parked.id(), Duration.ofMinutes(1));
        var waiting = accepted();
        store().claims().release(claim(waiting));

        for (var request : List.of(ticketed, parked, waiting)) {
            assertThat(store().claims().cancelQueued(request.id())).isTrue();
            assertThat(job(request).state()).isEqualTo(JobState.CANCELLED);
            assertThat(logged(request)).isEqualTo(JobState.CANCELLED);
            assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();
        }
        assertThat(store().admissions().backlog()).isEmpty();
    }

    @Test
    default void onlyAQueuedJobIsCancelledThatWay() {
        var running = accepted();
        var claim = claim(running);

        assertThat(store().claims().cancelQueued(running.id())).isFalse();
        store().claims().complete(claim, Body.of("{}"), CallFacts.NONE);
        assertThat(store().claims().cancelQueued(running.id())).isFalse();
        assertThat(store().claims().cancelQueued(JobId.next())).isFalse();
        assertThat(job(running).state()).isEqualTo(JobState.COMPLETED);
    }

    @ConcurrentTest
    default void aClaimAndACancellationAtOnceLeaveOneStory() {
        var request = accepted();
        var boot = store().boot();

        var cancelled =
                Race.of(
                        8,
                        n ->
                                n % 2 == 0
                                        ? store().claims().cancelQueued(request.id())
                                        : store().claims()
                                                .claim(request.id(), Claimant.of(boot))
                                                .isPresent());

        assertThat(cancelled).containsOnlyOnce(true);
        assertThat(job(request).state())
                .isEqualTo(
                        cancelled.indexOf(true) % 2 == 0
                                ? JobState.CANCELLED
                                : JobState.PROCESSING);
    }

    private JobState logged(JobRequest request) {
        return store().usage().page(UsageLog.Filter.ALL, null, 10).stream()
                .filter(entry -> entry.job().equals(request.id()))
                .map(UsageEntry::state)
                .findFirst()
                .orElseThrow();
    }

    private JobRequest accepted() {
        var request = JobRequests.job(client());
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
