package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.UsageLog.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UsageLog} does, and what the end of a job writes into it. */
public interface UsageLogContract {

    Body DONE = Body.of("{\"candidates\": [{}]}");
    JobError REFUSED = new JobError("INVALID_ARGUMENT", 400, "no");
    TokenUsage TOKENS = new TokenUsage(7L, 5L, 3L, 2L, 15L);

    JobStore store();

    @Test
    default void aJobThatCompletedIsLoggedWithWhatItUsed() {
        var request = accepted(UnaryOperator.identity());
        var upstream = Duration.ofMillis(1_250);
        var left = new CallFacts.Timing(System.nanoTime() - upstream.toNanos(), upstream);

        store().claims().complete(claim(request), DONE, new CallFacts(null, left, TOKENS));

        var entry = page(Filter.ALL).getFirst();
        assertThat(entry.job()).isEqualTo(request.id());
        assertThat(entry.client()).isEqualTo(request.client());
        assertThat(entry.method()).isEqualTo(JobMethod.GENERATE_CONTENT);
        assertThat(entry.model()).isEqualTo(request.model());
        assertThat(entry.state()).isEqualTo(JobState.COMPLETED);
        assertThat(entry.error()).isNull();
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.sizes())
                .isEqualTo(
                        new UsageEntry.Sizes(
                                (long) request.body().bytes().length, (long) DONE.bytes().length));
        assertThat(entry.tokens()).isEqualTo(TOKENS);
        assertThat(entry.times().upstream()).isEqualTo(upstream);
        assertThat(entry.times().total()).isGreaterThanOrEqualTo(entry.times().waited());
        var job = store().jobs().find(request.id(), request.client()).orElseThrow();
        assertThat(entry.endedAt()).isEqualTo(job.endedAt());
    }

    @Test
    default void whatAJobWaitedForEndsWhenItsLastCallLeft() {
        var request = accepted(UsageLogContract::old);
        var ago = Duration.ofSeconds(30);
        var left = new CallFacts.Timing(System.nanoTime() - ago.toNanos(), Duration.ofSeconds(29));

        store().claims().complete(claim(request), DONE, new CallFacts(null, left, TOKENS));

        var times = page(Filter.ALL).getFirst().times();
        assertThat(times.total().minus(times.waited()))
                .isBetween(ago.minusMillis(1), ago.plusMinutes(1));
    }

    @Test
    default void aJobThatFailedIsLoggedWithItsError() {
        var request = accepted(UnaryOperator.identity());

        store().claims().fail(claim(request), REFUSED, CallFacts.NONE);

        var entry = page(Filter.ALL).getFirst();
        assertThat(entry.state()).isEqualTo(JobState.FAILED);
        assertThat(entry.error()).isEqualTo("INVALID_ARGUMENT");
        assertThat(entry.sizes().answer()).isNull();
        assertThat(entry.tokens()).isEqualTo(TokenUsage.NONE);
        assertThat(entry.times().upstream()).isNull();
        assertThat(entry.times().waited()).isEqualTo(entry.times().total());
    }

    @Test
    default void whatHasNotEndedAndWhatEndedTooLateIsNotLogged() {
        var request = accepted(UnaryOperator.identity());
        var late = claim(request);
        store().claims().release(late);
        store().claims().retryAfter(claim(request), Duration.ZERO);

        assertThat(store().claims().complete(late, DONE, CallFacts.NONE)).isFalse();
        assertThat(store().claims().fail(late, REFUSED, CallFacts.NONE)).isFalse();

        assertThat(page(Filter.ALL)).isEmpty();
    }

    @Test
    default void theLogIsReadPageByPageNewestFirst() {
        var jobs = IntStream.range(0, 7).mapToObj(_ -> completed(client()).id()).toList();

        var read = new ArrayList<JobId>();
        UsageLog.Mark before = null;
        for (var page = store().usage().page(Filter.ALL, before, 3); !page.isEmpty(); ) {
            assertThat(page.size()).isIn(3, 1);
            page.forEach(entry -> read.add(entry.job()));
            before = page.getLast().mark();
            page = store().usage().page(Filter.ALL, before, 3);
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(jobs);
        var ends = page(Filter.ALL).stream().map(UsageEntry::endedAt).toList();
        assertThat(ends).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    default void theLogIsFilteredByAnyOfItsWords() {
        var mine = client();
        var done = completed(mine).id();
        var failed = accepted(mine, UnaryOperator.identity());
        store().claims().fail(claim(failed), REFUSED, CallFacts.NONE);
        var embedded = accepted(client(), UsageLogContract::embedding);
        store().claims().complete(claim(embedded), DONE, CallFacts.NONE);

        assertThat(jobs(new Filter(mine, null, null, null, null, null)))
                .containsExactlyInAnyOrder(done, failed.id());
        assertThat(jobs(new Filter(client(), null, null, null, null, null))).isEmpty();
        assertThat(jobs(new Filter(null, JobMethod.BATCH_EMBED_CONTENTS, null, null, null, null)))
                .containsExactly(embedded.id());
        assertThat(jobs(new Filter(null, null, "embedder", null, null, null)))
                .containsExactly(embedded.id());
        assertThat(jobs(new Filter(null, null, null, JobState.FAILED, null, null)))
                .containsExactly(failed.id());
        assertThat(jobs(new Filter(mine, null, null, JobState.COMPLETED, null, null)))
                .containsExactly(done);
        assertThat(jobs(new Filter(null, null, null, JobState.EXPIRED, null, null))).isEmpty();
    }

    @Test
    default void theLogIsReadFromAMomentOnAndUpToAnother() {
        completed(client());
        var end = page(Filter.ALL).getFirst().endedAt();

        assertThat(jobs(new Filter(null, null, null, null, end, null))).hasSize(1);
        assertThat(jobs(new Filter(null, null, null, null, end.plusNanos(1_000), null))).isEmpty();
        assertThat(jobs(new Filter(null, null, null, null, null, end))).isEmpty();
        assertThat(jobs(new Filter(null, null, null, null, null, end.plusNanos(1_000)))).hasSize(1);
    }

    private static JobRequest embedding(JobRequest job) {
        return with(job, JobMethod.BATCH_EMBED_CONTENTS, "embedder", job.createdAt());
    }

    private static JobRequest old(JobRequest job) {
        return with(job, job.method(), job.model(), Instant.EPOCH);
    }

    private static JobRequest with(
            JobRequest job, JobMethod method, String model, Instant createdAt) {
        return new JobRequest(
                job.id(),
                job.client(),
                method,
                model,
                job.bucket(),
                job.lane(),
                job.units(),
                job.maxAttempts(),
                createdAt,
                job.body());
    }

    private List<UsageEntry> page(Filter filter) {
        return store().usage().page(filter, null, 100);
    }

    private List<JobId> jobs(Filter filter) {
        return page(filter).stream().map(UsageEntry::job).toList();
    }

    private JobRequest completed(ClientId client) {
        var request = accepted(client, UnaryOperator.identity());
        store().claims().complete(claim(request), DONE, CallFacts.NONE);
        return request;
    }

    private JobRequest accepted(UnaryOperator<JobRequest> change) {
        return accepted(client(), change);
    }

    private JobRequest accepted(ClientId client, UnaryOperator<JobRequest> change) {
        var request = change.apply(JobRequests.job(client));
        store().intake().accept(List.of(request));
        return request;
    }

    private Claim claim(JobRequest request) {
        return store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
    }
}
