package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store knows of jobs whose answer is streamed: a stream that has begun begins once. */
public interface JobStreamContract {

    ReplyAddress HERE = new ReplyAddress("the queue of one API process");
    JobError BROKEN = new JobError("STREAM_BROKEN", null, "its worker died");

    JobStore store();

    @Test
    default void aClaimSaysWhereTheChunksGo() {
        var request = accepted();

        var claim = claim(request, store().boot());

        assertThat(claim.replyTo()).contains(HERE);
        assertThat(claim.method()).isEqualTo(JobMethod.STREAM_GENERATE_CONTENT);
    }

    @Test
    default void whatHasNotBegunToStreamIsTakenUpByAnother() {
        var request = accepted();
        var boot = store().boot();
        claim(request, boot);
        store().bury(boot);

        assertThat(store().admissions().endBrokenStreams(BROKEN)).isEmpty();
        assertThat(store().admissions().reclaim()).isOne();

        var again = claim(request, store().boot());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.replyTo()).contains(HERE);
    }

    @Test
    default void whatHasBegunToStreamFailsWithItsWorker() {
        var request = accepted();
        var boot = store().boot();
        assertThat(store().claims().streams(claim(request, boot))).isTrue();
        assertThat(store().admissions().endBrokenStreams(BROKEN)).isEmpty();
        store().bury(boot);

        assertThat(store().admissions().reclaim()).isZero();
        assertThat(store().admissions().endBrokenStreams(BROKEN)).containsExactly(request.id());

        assertThat(job(request).state()).isEqualTo(JobState.FAILED);
        assertThat(job(request).error()).isEqualTo(BROKEN);
        assertThat(store().usage().page(UsageLog.Filter.ALL, null, 10))
                .extracting(UsageEntry::job, UsageEntry::error)
                .containsExactly(tuple(request.id(), "STREAM_BROKEN"));
        assertThat(store().admissions().backlog()).isEmpty();
        assertThat(store().admissions().endBrokenStreams(BROKEN)).isEmpty();
    }

    @Test
    default void whatHasBegunToStreamCannotGoBackToWaiting() {
        var request = accepted();
        var claim = claim(request, store().boot());
        store().claims().streams(claim);

        assertThat(store().claims().release(claim)).isFalse();
        assertThat(store().claims().retryAfter(claim, Duration.ofMinutes(1))).isFalse();

        assertThat(job(request).state()).isEqualTo(JobState.PROCESSING);
        assertThat(store().claims().fail(claim, BROKEN, CallFacts.NONE)).isTrue();
    }

    @Test
    default void whatStreamsIsCompletedAndCancelledAsUsual() {
        var completed = claim(accepted(), store().boot());
        var cancelled = claim(accepted(), store().boot());
        store().claims().streams(completed);
        store().claims().streams(cancelled);

        assertThat(store().claims().complete(completed, Body.of("{}"), CallFacts.NONE)).isTrue();
        assertThat(store().claims().cancel(cancelled, CallFacts.NONE)).isTrue();
    }

    @Test
    default void aLateWorkerDoesNotBeginToStream() {
        var request = accepted();
        var dead = store().boot();
        var late = claim(request, dead);
        store().bury(dead);
        store().admissions().reclaim();

        assertThat(store().claims().streams(late)).isFalse();
        var current = claim(request, store().boot());
        assertThat(store().claims().streams(late)).isFalse();
        assertThat(store().claims().streams(current)).isTrue();
    }

    @ConcurrentTest
    default void aStreamThatBeginsWhileItsWorkerIsBuriedEndsOrNeverBegan() {
        var request = accepted();
        var boot = store().boot();
        var claim = claim(request, boot);
        store().bury(boot);

        var begun =
                Race.of(
                        2,
                        n ->
                                n == 0
                                        ? store().claims().streams(claim)
                                        : store().admissions().reclaim() == 1);

        assertThat(begun).containsOnlyOnce(true);
        assertThat(store().admissions().endBrokenStreams(BROKEN)).hasSize(begun.getFirst() ? 1 : 0);
        assertThat(job(request).state())
                .isEqualTo(begun.getFirst() ? JobState.FAILED : JobState.QUEUED);
    }

    private JobRequest accepted() {
        var request = JobRequests.streamed(client(), HERE);
        store().intake().accept(List.of(request));
        return request;
    }

    private Claim claim(JobRequest request, UUID boot) {
        return store().claims().claim(request.id(), Claimant.of(boot)).orElseThrow();
    }

    private Job job(JobRequest request) {
        return store().jobs().find(request.id(), request.client()).orElseThrow();
    }
}
