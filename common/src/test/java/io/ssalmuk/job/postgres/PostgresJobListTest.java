package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobList.Filter;
import io.ssalmuk.job.JobList.Page;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresJobListTest {

    private static final int LOOKED_AT = 4;

    /** One for all: each test is a client of its own. */
    @AutoClose private static final MigratedDatabase DATABASE = MigratedDatabase.create();

    private final PostgresJobStore store = new PostgresJobStore(DATABASE.jdbc());
    private final PostgresJobList list = new PostgresJobList(DATABASE.jdbc(), LOOKED_AT);
    private final ClientId owner = JobRequests.client();
    private final UUID boot = store.boot();

    private JobId accepted() {
        JobRequest request = JobRequests.job(owner);
        store.intake().accept(List.of(request));
        return request.id();
    }

    private JobId in(JobState state) {
        var job = accepted();
        switch (state) {
            case QUEUED -> {}
            case PROCESSING -> claim(job);
            case COMPLETED -> store.claims().complete(claim(job), Body.of("{}"), CallFacts.NONE);
            case FAILED ->
                    store.claims().fail(claim(job), new JobError("A", 400, "b"), CallFacts.NONE);
            case CANCELLED -> store.claims().cancelQueued(job);
            case EXPIRED -> expire(job);
        }
        return job;
    }

    private Claim claim(JobId job) {
        return store.claims().claim(job, Claimant.of(boot)).orElseThrow();
    }

    private void expire(JobId job) {
        DATABASE.jdbc()
                .sql(
                        """
                        WITH due AS (UPDATE job SET deadline = clock_timestamp() WHERE id = :job)
                        UPDATE job_queue SET deadline = clock_timestamp() WHERE job_id = :job
                        """)
                .param("job", job.value())
                .update();
        store.deadlines().expireQueued(JobError.DEADLINE_EXCEEDED, 10);
    }

    private Page page(Filter filter, @Nullable JobId before, int most) {
        return list.page(owner, filter, before, most);
    }

    private static Filter state(JobState state) {
        return new Filter(state, null, null, null, null);
    }

    /** All that can be had by going on. */
    private List<JobId> all(Filter filter, int most) {
        var found = new ArrayList<JobId>();
        var page = page(filter, null, most);
        found.addAll(ids(page));
        while (page.next().isPresent()) {
            page = page(filter, page.next().get(), most);
            found.addAll(ids(page));
        }
        return found;
    }

    private static List<JobId> ids(Page page) {
        return page.jobs().stream().map(Job::id).toList();
    }

    @Test
    void jobsComeNewestFirstPageByPage() {
        var one = accepted();
        var two = accepted();
        var three = accepted();
        store.intake().accept(List.of(JobRequests.job(JobRequests.client())));

        assertThat(ids(page(Filter.ALL, null, 2))).containsExactly(three, two);
        assertThat(page(Filter.ALL, null, 2).next()).contains(two);
        assertThat(ids(page(Filter.ALL, two, 2))).containsExactly(one);
        assertThat(page(Filter.ALL, two, 2).next()).isEmpty();
        assertThat(page(Filter.ALL, null, 3).next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void everyStateIsFound(JobState state) {
        var wanted = new ArrayList<JobId>();
        for (var each : JobState.values()) {
            var job = in(each);
            if (each == state) {
                wanted.add(job);
            }
        }

        assertThat(all(state(state), 2)).containsExactlyElementsOf(wanted);
        assertThat(page(state(state), null, 10).jobs())
                .allMatch(job -> job.state() == state && job.result() == null);
    }

    @Test
    void aPageThatLookedAtEnoughSaysWhereToGoOn() {
        var old = in(JobState.COMPLETED);
        for (int n = 0; n < 2 * LOOKED_AT; n++) {
            accepted();
        }

        var first = page(state(JobState.COMPLETED), null, 10);

        assertThat(first.jobs()).isEmpty();
        assertThat(first.next()).isPresent();
        assertThat(all(state(JobState.COMPLETED), 10)).containsExactly(old);
    }

    @Test
    void whatEndedBadlyIsFoundAmongManyThatDidNot() {
        var bad = in(JobState.FAILED);
        for (int n = 0; n < 2 * LOOKED_AT; n++) {
            accepted();
        }

        assertThat(ids(page(state(JobState.FAILED), null, 10))).containsExactly(bad);
    }

    @Test
    void jobsAreFilteredByModelMethodAndTime() {
        // The fixture's jobs are of that time, and their ids of now.
        var job = accepted();
        DATABASE.jdbc()
                .sql("UPDATE job SET created_at = :now::timestamptz WHERE id = :id")
                .param("id", job.value())
                .param("now", store.now().toString())
                .update();
        var created = page(Filter.ALL, null, 1).jobs().getFirst().createdAt();
        var model = "models/gemini-flash";

        assertThat(all(new Filter(null, null, model, null, null), 10)).containsExactly(job);
        assertThat(all(new Filter(null, null, "other", null, null), 10)).isEmpty();
        assertThat(all(new Filter(null, JobMethod.GENERATE_CONTENT, null, null, null), 10))
                .containsExactly(job);
        assertThat(all(new Filter(null, JobMethod.COUNT_TOKENS, null, null, null), 10)).isEmpty();
        assertThat(all(new Filter(null, null, null, created, null), 10)).containsExactly(job);
        assertThat(all(new Filter(null, null, null, created.plusMillis(1), null), 10)).isEmpty();
        assertThat(all(new Filter(null, null, null, null, created), 10)).isEmpty();
        assertThat(all(new Filter(null, null, null, null, created.plusMillis(1)), 10))
                .containsExactly(job);
    }
}
