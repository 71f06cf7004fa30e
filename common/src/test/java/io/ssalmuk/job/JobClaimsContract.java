package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.FLASH;
import static io.ssalmuk.job.JobRequests.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link JobClaims} does. */
public interface JobClaimsContract {

    Duration PAUSE = Duration.ofMinutes(5);
    Body ANSWER = Body.of("{\"candidates\": []}");
    JobError ERROR = new JobError("INTERNAL", 500, "Google failed three times");

    JobStore store();

    @Test
    default void aClaimHasAllThatTheCallNeeds() {
        var request = accepted();

        var claim = store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();

        assertThat(claim)
                .isEqualTo(
                        new Claim(
                                request.id(),
                                1,
                                0,
                                request.maxAttempts(),
                                request.method(),
                                request.model(),
                                request.ticket(),
                                request.body()));
        assertThat(state(request)).isEqualTo(JobState.PROCESSING);
    }

    @Test
    default void aClaimBringsWhatTheClientSaidOfItsJob() {
        var metadata = Body.of("{\"order\": 1}");
        var request =
                JobRequests.with(
                        JobRequests.job(JobRequests.client()),
                        new JobExtras(Optional.of(metadata), Optional.empty()));
        store().intake().accept(List.of(request));

        assertThat(claim(request).metadata()).contains(metadata);
    }

    @Test
    default void aTicketThatComesTwiceFindsItsJobTaken() {
        var request = accepted();
        claim(request);

        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();
        assertThat(job(request).attempt()).isEqualTo(1);
    }

    @Test
    default void anUnknownJobAndAnEndedJobCannotBeClaimed() {
        var request = accepted();
        store().claims().complete(claim(request), ANSWER, CallFacts.NONE);

        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();
        assertThat(store().claims().claim(JobId.next(), Claimant.of(store().boot()))).isEmpty();
    }

    @Test
    default void aClaimStandsUntilTheJobIsPutDownOrInOtherHands() {
        var request = accepted();
        var claim = claim(request);
        assertThat(store().claims().holds(claim)).isTrue();

        store().claims().release(claim);
        assertThat(store().claims().holds(claim)).isFalse();

        var next = claim(request);
        assertThat(store().claims().holds(claim)).isFalse();
        assertThat(store().claims().holds(next)).isTrue();
    }

    @Test
    default void aBuriedBootClaimsNothing() {
        var request = accepted();
        var boot = store().boot();
        store().bury(boot);

        assertThat(store().claims().claim(request.id(), Claimant.of(boot))).isEmpty();
        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isPresent();
    }

    @ConcurrentTest
    default void ofManyWorkersWithTheSameTicketOneClaims() {
        var request = accepted();
        var boots = Race.of(16, _ -> store().boot());

        var claims =
                Race.of(16, n -> store().claims().claim(request.id(), Claimant.of(boots.get(n))));

        assertThat(claims.stream().flatMap(Optional::stream)).hasSize(1);
        assertThat(job(request).attempt()).isEqualTo(1);
    }

    @Test
    default void aJobEndsOnce() {
        var claim = claim(accepted());

        assertThat(store().claims().complete(claim, ANSWER, CallFacts.NONE)).isTrue();

        assertThat(store().claims().complete(claim, Body.of("{}"), CallFacts.NONE)).isFalse();
        assertThat(store().claims().fail(claim, ERROR, CallFacts.NONE)).isFalse();
        assertThat(store().claims().release(claim)).isFalse();
        assertThat(store().claims().retryAfter(claim, PAUSE)).isFalse();
        assertThat(store().admissions().backlog()).isEmpty();
    }

    @ConcurrentTest
    default void ofManyWaysToPutAJobDownAtOnceOneCounts() {
        var request = accepted();
        var claim = claim(request);

        var done = Race.of(16, n -> putDown(claim, n));

        assertThat(done).containsOnlyOnce(true);
        assertThat(state(request)).isNotEqualTo(JobState.PROCESSING);
    }

    private boolean putDown(Claim claim, int way) {
        return switch (way % 4) {
            case 0 -> store().claims().complete(claim, ANSWER, CallFacts.NONE);
            case 1 -> store().claims().fail(claim, ERROR, CallFacts.NONE);
            case 2 -> store().claims().release(claim);
            default -> store().claims().retryAfter(claim, PAUSE);
        };
    }

    @Test
    default void aJobClaimedUnawaresIsGivenUp() {
        var request = accepted();
        var lost = Claimant.of(store().boot());
        assertThat(store().claims().disown(request.id(), lost)).isFalse();
        var claim = store().claims().claim(request.id(), lost).orElseThrow();

        assertThat(store().claims().disown(request.id(), lost)).isTrue();

        assertThat(state(request)).isEqualTo(JobState.QUEUED);
        assertThat(store().claims().complete(claim, ANSWER, CallFacts.NONE)).isFalse();
        assertThat(store().claims().claim(request.id(), Claimant.of(lost.boot()))).isPresent();
    }

    /** As when the ticket comes again to the worker that does not know of its first claim. */
    @Test
    default void whatWasNeverClaimedTakesNoOtherClaimOfItsBootAway() {
        var request = accepted();
        var boot = store().boot();
        var known = store().claims().claim(request.id(), Claimant.of(boot)).orElseThrow();

        assertThat(store().claims().disown(request.id(), Claimant.of(boot))).isFalse();

        assertThat(store().claims().holds(known)).isTrue();
        assertThat(store().claims().complete(known, ANSWER, CallFacts.NONE)).isTrue();
    }

    @Test
    default void aLateWorkerChangesNothing() {
        var request = accepted();
        var dead = store().boot();
        var late = store().claims().claim(request.id(), Claimant.of(dead)).orElseThrow();
        store().bury(dead);
        store().admissions().reclaim();

        var current = claim(request);

        assertThat(current.attempt()).isEqualTo(2);
        assertThat(store().claims().complete(late, ANSWER, CallFacts.NONE)).isFalse();
        assertThat(store().claims().fail(late, ERROR, CallFacts.NONE)).isFalse();
        assertThat(store().claims().release(late)).isFalse();
        assertThat(state(request)).isEqualTo(JobState.PROCESSING);
        assertThat(store().claims().complete(current, ANSWER, CallFacts.NONE)).isTrue();
    }

    @Test
    default void aReleasedJobWaitsAgainAtNoCost() {
        var request = accepted();

        assertThat(store().claims().release(claim(request))).isTrue();

        assertThat(store().admissions().backlog())
                .containsExactly(new Admissions.Backlog(FLASH, 1, 0, 0));
        assertThat(claim(request).failures()).isZero();
    }

    @Test
    default void aJobThatIsRetriedRestsFirstAndItsFailureCounts() {
        var request = accepted();

        assertThat(store().claims().retryAfter(claim(request), PAUSE)).isTrue();

        assertThat(state(request)).isEqualTo(JobState.QUEUED);
        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();
        store().pass(PAUSE);
        store().admissions().unpark();
        var again = claim(request);
        assertThat(again.failures()).isEqualTo(1);
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    default void aParkedTicketIsNotServedBeforeItsTime() {
        var request = accepted();

        assertThat(store().claims().park(request.id(), PAUSE)).isTrue();

        assertThat(store().claims().claim(request.id(), Claimant.of(store().boot()))).isEmpty();
        assertThat(store().admissions().unpark()).isZero();
        store().pass(PAUSE);
        assertThat(store().admissions().unpark()).isEqualTo(1);
        assertThat(claim(request).failures()).isZero();
    }

    @Test
    default void onlyAQueuedJobCanBeParked() {
        var running = accepted();
        claim(running);
        var parked = accepted();
        store().claims().park(parked.id(), PAUSE);

        assertThat(store().claims().park(running.id(), PAUSE)).isFalse();
        assertThat(store().claims().park(parked.id(), PAUSE)).isFalse();
        assertThat(store().claims().park(JobId.next(), PAUSE)).isFalse();
    }

    @ConcurrentTest
    default void aCompletionAndAReclaimAtOnceLeaveOneStory() {
        var request = accepted();
        var boot = store().boot();
        var claim = store().claims().claim(request.id(), Claimant.of(boot)).orElseThrow();
        store().bury(boot);

        var completed =
                Race.of(
                        2,
                        n ->
                                n == 0
                                        ? store().claims().complete(claim, ANSWER, CallFacts.NONE)
                                        : reclaimed());

        assertThat(completed).containsOnlyOnce(true);
        assertThat(state(request))
                .isEqualTo(completed.getFirst() ? JobState.COMPLETED : JobState.QUEUED);
    }

    private boolean reclaimed() {
        return store().admissions().reclaim() == 1;
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

    private JobState state(JobRequest request) {
        return job(request).state();
    }
}
